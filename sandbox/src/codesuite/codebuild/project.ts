import type {
  CreateProjectInput,
  Project,
  ProjectArtifacts,
  UpdateProjectInput,
} from "@aws-sdk/client-codebuild";
import { arnAt, type Place } from "../core/index.js";
import { invalidInput } from "./errors.js";
import { projectProblem } from "./project-rules.js";
import type { ProjectRecord } from "./state.js";

/** API reference, CreateProject. */
const defaultTimeoutInMinutes = 60;
const defaultQueuedTimeoutInMinutes = 480;

export function projectArn(place: Place, name: string): string {
  return arnAt(place, "codebuild", `project/${name}`);
}

export function newProject(input: CreateProjectInput, place: Place, now: Date): ProjectRecord {
  const { name = "", badgeEnabled, ...given } = input;
  return {
    ...withDefaults({ ...given, name, badge: badgeOf(badgeEnabled ?? false, name, place) }, place),
    name,
    arn: projectArn(place, name),
    projectVisibility: "PRIVATE",
    created: now.toISOString(),
    lastModified: now.toISOString(),
    lastBuildNumber: 0,
  };
}

/**
 * What is given replaces what was; the rest stays, but for tags, which each update sets anew: Terraform's provider, tried
 * against AWS, sends them always (https://github.com/hashicorp/terraform/pull/12169). Empty and -1 take away (API reference,
 * UpdateProject).
 */
export function changedProject(
  old: ProjectRecord,
  input: UpdateProjectInput,
  place: Place,
  now: Date,
): ProjectRecord {
  const { badgeEnabled = old.badge?.badgeEnabled, concurrentBuildLimit, ...given } = input;
  const limit = concurrentBuildLimit ?? old.concurrentBuildLimit;
  const { concurrentBuildLimit: _, ...rest } = old;
  const changed = {
    ...rest,
    tags: [],
    ...given,
    ...(limit !== undefined && limit !== -1 && { concurrentBuildLimit: limit }),
  };
  return {
    ...withDefaults({ ...changed, badge: badgeOf(badgeEnabled ?? false, old.name, place) }, place),
    name: old.name,
    arn: old.arn,
    created: old.created,
    lastModified: now.toISOString(),
    lastBuildNumber: old.lastBuildNumber,
  };
}

/** Throws `InvalidInputException` for what CodeBuild would refuse. */
export function checkProject(project: Omit<Project, "created" | "lastModified">, accountLimit: number): void {
  const problem = projectProblem(project, accountLimit);
  if (problem !== undefined) throw invalidInput(problem);
}

type Configuration = Omit<Project, "created" | "lastModified">;

function withDefaults(given: Configuration, place: Place): Configuration {
  return {
    ...given,
    artifacts: given.artifacts && withArtifactDefaults(given.artifacts, given.name ?? ""),
    secondaryArtifacts: given.secondaryArtifacts?.map((each) =>
      withArtifactDefaults(each, each.artifactIdentifier ?? ""),
    ),
    cache: given.cache ?? { type: "NO_CACHE" },
    environment: given.environment && {
      ...given.environment,
      environmentVariables:
        given.environment.environmentVariables?.map((each) => ({ type: "PLAINTEXT", ...each })) ?? [],
      privilegedMode: given.environment.privilegedMode ?? false,
      imagePullCredentialsType: given.environment.imagePullCredentialsType ?? "CODEBUILD",
    },
    timeoutInMinutes: given.timeoutInMinutes ?? defaultTimeoutInMinutes,
    queuedTimeoutInMinutes: given.queuedTimeoutInMinutes ?? defaultQueuedTimeoutInMinutes,
    encryptionKey: given.encryptionKey ?? arnAt(place, "kms", "alias/aws/s3"),
    tags: given.tags ?? [],
    ...absent(given),
  };
}

/** For these an empty object means none: a project answers without them once they were taken away. */
const removable = ["vpcConfig", "buildBatchConfig"] as const;

function absent(given: Configuration): Partial<Configuration> {
  const empty = removable.filter((name) => Object.values(given[name] ?? {}).every(isEmpty));
  return Object.fromEntries(empty.map((name) => [name, undefined]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** API reference, ProjectBadge: a badge has an address, the publicly accessible one that people put into a page. */
function badgeOf(badgeEnabled: boolean, name: string, place: Place): Project["badge"] {
  if (!badgeEnabled) return { badgeEnabled };
  const uuid = Buffer.from(projectArn(place, name)).toString("base64url");
  const badgeRequestUrl = `https://codebuild.${place.region}.amazonaws.com/badges?uuid=${uuid}&branch=master`;
  return { badgeEnabled, badgeRequestUrl };
}

function withArtifactDefaults(artifacts: ProjectArtifacts, name: string): ProjectArtifacts {
  if (artifacts.type === "NO_ARTIFACTS") return artifacts;
  return {
    packaging: "NONE",
    encryptionDisabled: false,
    // Terraform's provider plans a change for ever when a pipeline's project has one.
    ...(artifacts.type === "S3" && { namespaceType: "NONE" }),
    ...artifacts,
    name: artifacts.name ?? name,
  };
}
