import type {
  Build,
  BuildPhase,
  Project,
  Report,
  ReportGroup,
  SourceCredentialsInfo,
  TestCase,
} from "@aws-sdk/client-codebuild";
import {
  type CodeSuiteContext,
  type OperationCall,
  type Place,
  type Table,
  tryParseArn,
} from "../core/index.js";

/** A shape of the API as it is stored: times as ISO strings. */
type Stored<T, Times extends keyof T> = Omit<T, Times> & { [K in Times]: string };

export type ProjectRecord = Stored<Project, "created" | "lastModified"> & {
  readonly name: string;
  readonly arn: string;
  readonly lastBuildNumber: number;
};

export type PhaseOfRecord = Omit<BuildPhase, "startTime" | "endTime"> & {
  readonly startTime: string;
  readonly endTime?: string;
};

/** The project as a build runs it: with the overrides of its start. */
export type BuildPlan = Omit<Project, "created" | "lastModified"> & {
  readonly name: string;
  readonly serviceRole: string;
  /** What a pipeline made the source from, such as a commit. */
  readonly sourceRevision?: string;
};

export type BuildRecord = Omit<Build, "startTime" | "endTime" | "phases"> & {
  readonly id: string;
  readonly arn: string;
  readonly projectName: string;
  readonly buildNumber: number;
  readonly startTime: string;
  readonly endTime?: string;
  readonly phases: readonly PhaseOfRecord[];
  readonly plan: BuildPlan;
  /** Where it runs: emptied and removed at its end. */
  readonly workDir: string;
};

export interface StartToken {
  readonly token: string;
  readonly request: string;
  readonly buildId: string;
  /** Epoch milliseconds. */
  readonly expires: number;
}

export type ReportGroupRecord = Stored<ReportGroup, "created" | "lastModified"> & {
  readonly name: string;
  readonly arn: string;
};

export type ReportRecord = Stored<Report, "created" | "expired"> & {
  readonly arn: string;
  readonly reportGroupArn: string;
  readonly cases: readonly (Omit<TestCase, "expired"> & { readonly expired: string })[];
};

export interface PlaceTables {
  readonly projects: Table<ProjectRecord>;
  readonly builds: Table<BuildRecord>;
  readonly tokens: Table<StartToken>;
  readonly reportGroups: Table<ReportGroupRecord>;
  readonly reports: Table<ReportRecord>;
  /** By ARN. */
  readonly credentials: Table<SourceCredentialsInfo>;
  /** JSON documents, by the ARN of what they are about. */
  readonly policies: Table<{ readonly policy: string }>;
}

/** What CodeBuild holds in one place. */
export function tablesOf({ store }: Pick<CodeSuiteContext, "store">, place: Place): PlaceTables {
  const { accountId, region } = place;
  const table = <T>(name: string) => store.table<T>({ accountId, region, service: "codebuild", table: name });
  return {
    projects: table("projects"),
    builds: table("builds"),
    tokens: table("start-tokens"),
    reportGroups: table("report-groups"),
    reports: table("reports"),
    credentials: table("source-credentials"),
    policies: table("resource-policies"),
  };
}

/**
 * AWS takes a name or an ARN in nearly every place: the name of what is meant, or `undefined` for an ARN of
 * another kind, account or region.
 */
export function nameOf(
  nameOrArn: string,
  kind: "project" | "build" | "report-group",
  place: Place,
): string | undefined {
  if (!nameOrArn.startsWith("arn:")) return nameOrArn;
  const arn = tryParseArn(nameOrArn);
  if (arn?.service !== "codebuild" || arn.accountId !== place.accountId || arn.region !== place.region)
    return undefined;
  return arn.resource.startsWith(`${kind}/`) ? arn.resource.slice(kind.length + 1) : undefined;
}

export function placeOf(call: OperationCall): Place {
  return { accountId: call.accountId, region: call.region };
}
