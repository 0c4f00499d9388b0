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
    ...withDefaults({ ...given, name, badge: { badgeEnabled: badgeEnabled ?? false } }, place),
    name,
    arn: projectArn(place, name),
    projectVisibility: "PRIVATE",
    created: now.toISOString(),
    lastModified: now.toISOString(),
    lastBuildNumber: 0,
  };
}

/** What is given replaces what was; the rest stays. Empty and -1 take away (API reference, UpdateProject). */
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
    ...given,
    ...(limit !== undefined && limit !== -1 && { concurrentBuildLimit: limit }),
  };
  return {
    ...withDefaults({ ...changed, badge: { ...old.badge, badgeEnabled } }, place),
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
    ...(given.vpcConfig?.vpcId === undefined && { vpcConfig: undefined }),
  };
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
