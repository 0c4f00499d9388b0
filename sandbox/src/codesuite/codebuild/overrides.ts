import type { ProjectArtifacts, ProjectSource, StartBuildInput } from "@aws-sdk/client-codebuild";
import type { BuildRequest, ObjectPlace } from "../core/index.js";
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

/**
 * The project as a pipeline has it built: sources and artifacts are the pipeline's, whatever the project's own are. With one
 * output it is the buildspec's `artifacts`; with several each is the secondary artifact of its name
 * (https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html).
 */
export function planForPipeline(project: ProjectRecord, request: BuildRequest): BuildPlan {
  const { sources, artifacts, revision, encryptionKey, buildspec } = request;
  const [primary, ...secondary] = sources;
  const [only, ...more] = artifacts;
  const isSingle = only !== undefined && more.length === 0;
  const planned = planBuild(project, {
    projectName: project.name,
    sourceTypeOverride: "CODEPIPELINE",
    ...(primary && { sourceLocationOverride: locationOf(primary) }),
    ...(buildspec !== undefined && { buildspecOverride: buildspec }),
    ...(encryptionKey !== undefined && { encryptionKeyOverride: encryptionKey }),
    secondarySourcesOverride: secondary.map((place) => ({
      type: "CODEPIPELINE",
      location: locationOf(place),
      sourceIdentifier: place.name,
    })),
    secondarySourcesVersionOverride: [],
    artifactsOverride: isSingle ? artifactAt(only) : { type: "NO_ARTIFACTS" },
    secondaryArtifactsOverride: isSingle
      ? []
      : artifacts.map((place) => ({ ...artifactAt(place), artifactIdentifier: place.name })),
    environmentVariablesOverride: [...request.variables],
  });
  const { sourceVersion: _, ...plan } = planned;
  return { ...plan, ...(revision !== undefined && { sourceRevision: revision }) };
}

const locationOf = ({ bucket, key }: ObjectPlace) => `${bucket}/${key}`;

function artifactAt({ bucket, key }: ObjectPlace): ProjectArtifacts {
  const slash = key.lastIndexOf("/");
  const [path, name] = [key.slice(0, slash), key.slice(slash + 1)];
  return { type: "CODEPIPELINE", location: bucket, path, name, namespaceType: "NONE", packaging: "ZIP" };
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
