import { type Problem, schemaCheck } from "../diagnostics/index.js";
import { checkBuilds, parallelTestsIn } from "./build-checks.js";
import { checkChildAccount } from "./child-account-checks.js";
import { checkControllerImage } from "./controller-image.js";
import { checkDefaults } from "./default-checks.js";
import { checkPlace } from "./place-checks.js";
import { checkProviderRange } from "./provider-range.js";
import type { Settings, TerraformSettings } from "./settings.js";
import schema from "./settings.schema.json" with { type: "json" };

type Written = Omit<Settings, "state" | "defaults" | "terraform"> & {
  readonly state: Partial<Settings["state"]>;
  readonly terraform?: Omit<TerraformSettings, "bucket"> & Partial<Pick<TerraformSettings, "bucket">>;
  readonly defaults: Omit<Settings["defaults"], "parallelTests"> & Partial<Settings["defaults"]>;
};

const check = schemaCheck(schema, "settings", { useDefaults: true });

/** Checks what a `stagewright.yaml` holds and fills in the defaults. An empty file is all defaults. */
export function checkSettings(written: unknown): { settings?: Settings; problems: Problem[] } {
  const value: unknown = structuredClone(written ?? {});
  const shape = check(value);
  const problems = shape.length > 0 ? shape : checkTogether(value as Written);
  return problems.length > 0 ? { problems } : { settings: withDerived(value as Written), problems };
}

/** What no schema can say: which settings fit each other. */
function checkTogether(written: Written): Problem[] {
  return [
    ...checkDefaults(written),
    ...checkBuilds(written),
    ...checkControllerImage(written.controller.image),
    ...checkChildAccount(written.childAccount),
    ...checkPlace(written),
    ...checkProviderRange(written.provider.version),
  ];
}

/** What an installation without `stagewright.yaml` gets. */
export function defaultSettings(): Settings {
  const value = {};
  check(value);
  return withDerived(value as Written);
}

function withDerived({ terraform, ...written }: Written): Settings {
  const { namePrefix, centralAccount, state } = written;
  const named = (what: string) => [namePrefix, what, centralAccount].filter(Boolean).join("-");
  return {
    ...written,
    ...(terraform && { terraform: { ...terraform, bucket: terraform.bucket ?? named("deployments") } }),
    defaults: { ...written.defaults, parallelTests: parallelTestsIn(written) },
    state: {
      lock: "both",
      ...state,
      bucket: state.bucket ?? named("state"),
      lockTable: state.lockTable ?? `${namePrefix}-locks`,
    },
  };
}
