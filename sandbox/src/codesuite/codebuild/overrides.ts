import type { ProjectSource, StartBuildInput } from "@aws-sdk/client-codebuild";
import { invalidInput, notInSandbox } from "./errors.js";
import type { BuildPlan, ProjectRecord } from "./state.js";

/** The project as one build is to run it (API reference, StartBuild: each override is "for this build only"). */
export function planBuild(project: ProjectRecord, input: StartBuildInput): BuildPlan {
  refuseWhatIsNotOffered(input);
  return {
    ...project,
    serviceRole: input.serviceRoleOverride ?? project.serviceRole ?? "",
    source: planSource(project.source, input),
    secondarySources: input.secondarySourcesOverride ?? project.secondarySources,
    secondarySourceVersions: input.secondarySourcesVersionOverride ?? project.secondarySourceVersions,
    sourceVersion: input.sourceVersion ?? project.sourceVersion,
    artifacts: planArtifacts(project, input),
    secondaryArtifacts: input.secondaryArtifactsOverride ?? project.secondaryArtifacts,
    cache: input.cacheOverride ?? project.cache,
    environment: planEnvironment(project.environment, input),
    timeoutInMinutes: input.timeoutInMinutesOverride ?? project.timeoutInMinutes,
    queuedTimeoutInMinutes: input.queuedTimeoutInMinutesOverride ?? project.queuedTimeoutInMinutes,
    encryptionKey: input.encryptionKeyOverride ?? project.encryptionKey,
    logsConfig: input.logsConfigOverride ?? project.logsConfig,
  };
}

function refuseWhatIsNotOffered(input: StartBuildInput): void {
  if (input.debugSessionEnabled) throw notInSandbox("debugSessionEnabled", "read the build's log");
  if (input.fleetOverride?.fleetArn) throw notInSandbox("fleetOverride", "builds run on this machine");
  if (input.autoRetryLimitOverride) throw notInSandbox("autoRetryLimitOverride", "call RetryBuild");
}

function planSource(source: ProjectSource | undefined, input: StartBuildInput): ProjectSource {
  const type = input.sourceTypeOverride ?? source?.type;
  const location = input.sourceLocationOverride ?? (type === source?.type ? source?.location : undefined);
  return {
    ...source,
    type,
    location,
    buildspec: input.buildspecOverride ?? source?.buildspec,
    auth: input.sourceAuthOverride ?? source?.auth,
    gitCloneDepth: input.gitCloneDepthOverride ?? source?.gitCloneDepth,
    gitSubmodulesConfig: input.gitSubmodulesConfigOverride ?? source?.gitSubmodulesConfig,
    insecureSsl: input.insecureSslOverride ?? source?.insecureSsl,
    reportBuildStatus: input.reportBuildStatusOverride ?? source?.reportBuildStatus,
    buildStatusConfig: input.buildStatusConfigOverride ?? source?.buildStatusConfig,
  };
}

function planArtifacts(
  project: ProjectRecord,
  { artifactsOverride }: StartBuildInput,
): BuildPlan["artifacts"] {
  if (!artifactsOverride) return project.artifacts;
  if (artifactsOverride.type === "NO_ARTIFACTS") return artifactsOverride;
  return { packaging: "NONE", namespaceType: "NONE", name: project.name, ...artifactsOverride };
}

function planEnvironment(
  environment: ProjectRecord["environment"],
  input: StartBuildInput,
): BuildPlan["environment"] {
  if (!environment) throw invalidInput("Invalid environment: the project has none");
  return {
    ...environment,
    type: input.environmentTypeOverride ?? environment.type,
    image: input.imageOverride ?? environment.image,
    computeType: input.computeTypeOverride ?? environment.computeType,
    certificate: input.certificateOverride ?? environment.certificate,
    privilegedMode: input.privilegedModeOverride ?? environment.privilegedMode,
    registryCredential: input.registryCredentialOverride ?? environment.registryCredential,
    imagePullCredentialsType: input.imagePullCredentialsTypeOverride ?? environment.imagePullCredentialsType,
    environmentVariables: mergeVariables(
      environment.environmentVariables,
      input.environmentVariablesOverride,
    ),
  };
}

type Variables = NonNullable<ProjectRecord["environment"]>["environmentVariables"];

/** "You can add or override environment variables when you create a build" (build-spec-ref, env/variables). */
function mergeVariables(own: Variables = [], overriding: Variables = []): Variables {
  const typed = overriding.map((each) => ({ type: "PLAINTEXT" as const, ...each }));
  const replaced = new Set(typed.map((each) => each.name));
  return [...own.filter((each) => !replaced.has(each.name)), ...typed];
}
