import { type Problem, schemaCheck } from "../diagnostics/index.js";
import { checkDefaults } from "./default-checks.js";
import schema from "./settings.schema.json" with { type: "json" };

/** The settings of one installation, with every default filled in. The schema describes each of them. */
export interface Settings {
  readonly centralAccount?: string;
  readonly region: string;
  readonly namePrefix: string;
  readonly table: string;
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: {
    readonly bucket: string;
    readonly lock: "dynamodb" | "s3" | "both";
    readonly lockTable: string;
    readonly kmsKeyArn?: string;
  };
  readonly provider: { readonly version: string };
  readonly childAccount: {
    readonly formationRole: string;
    readonly deployerRole: string;
    readonly testRole: string;
  };
  readonly artifacts: { readonly forceDestroy: boolean };
  readonly defaults: {
    readonly buildImage: string;
    readonly computeType: string;
    readonly timeoutMinutes: number;
    readonly artifactRetentionDays: number;
    readonly logRetentionDays: number;
  };
  readonly limits: {
    readonly privileged: boolean;
    readonly images: readonly string[];
    readonly computeTypes: readonly string[];
    readonly timeoutMinutes: number;
    readonly parameters: readonly string[];
    readonly secrets: readonly string[];
    readonly accounts?: readonly string[];
    readonly capabilities: readonly string[];
  };
}

type Written = Omit<Settings, "state"> & { readonly state: Partial<Settings["state"]> };

const check = schemaCheck(schema, "settings", { useDefaults: true });

/** Checks what a `stagewright.yaml` holds and fills in the defaults. An empty file is all defaults. */
export function checkSettings(written: unknown): { settings?: Settings; problems: Problem[] } {
  const value: unknown = structuredClone(written ?? {});
  const shape = check(value);
  const problems = shape.length > 0 ? shape : checkDefaults(value as Written);
  return problems.length > 0 ? { problems } : { settings: withDerived(value as Written), problems };
}

/** What an installation without `stagewright.yaml` gets. */
export function defaultSettings(): Settings {
  const value = {};
  check(value);
  return withDerived(value as Written);
}

function withDerived(written: Written): Settings {
  const { namePrefix, centralAccount, state } = written;
  return {
    ...written,
    state: {
      lock: "dynamodb",
      ...state,
      bucket: state.bucket ?? [namePrefix, "state", centralAccount].filter(Boolean).join("-"),
      lockTable: state.lockTable ?? `${namePrefix}-locks`,
    },
  };
}
