import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildArtifacts, LogsLocation, ProjectArtifacts } from "@aws-sdk/client-codebuild";
import type { PhaseRecord } from "../../builds/index.js";
import type { Caller } from "../../service.js";
import { arnAt, type Place, tryParseArn } from "../core/index.js";
import type { BuildPlan, BuildRecord, PhaseOfRecord } from "./state.js";

export interface NewBuild {
  readonly plan: BuildPlan;
  readonly buildNumber: number;
  readonly place: Place;
  /** Who asked for it; see `initiatorOf`. */
  readonly initiator: string;
  readonly now: Date;
}

/** A build that was asked for and has not begun. */
export function newBuild({ plan, buildNumber, place, initiator, now }: NewBuild): BuildRecord {
  const uuid = randomUUID();
  const id = `${plan.name}:${uuid}`;
  const { secondarySources, secondarySourceVersions, vpcConfig, fileSystemLocations } = plan;
  return {
    id,
    arn: arnAt(place, "codebuild", `build/${id}`),
    projectName: plan.name,
    buildNumber,
    startTime: now.toISOString(),
    currentPhase: "SUBMITTED",
    buildStatus: "IN_PROGRESS",
    buildComplete: false,
    phases: [],
    source: plan.source,
    sourceVersion: plan.sourceVersion,
    resolvedSourceVersion: resolvedVersionOf(plan),
    secondarySources,
    secondarySourceVersions,
    vpcConfig,
    fileSystemLocations,
    artifacts: plan.artifacts && artifactsOf(plan.artifacts, id),
    secondaryArtifacts: plan.secondaryArtifacts?.map((each) => artifactsOf(each, id)),
    cache: plan.cache,
    environment: plan.environment,
    serviceRole: plan.serviceRole,
    logs: logsOf(plan, uuid, place),
    timeoutInMinutes: plan.timeoutInMinutes,
    queuedTimeoutInMinutes: plan.queuedTimeoutInMinutes,
    encryptionKey: plan.encryptionKey,
    initiator,
    plan,
    workDir: join(tmpdir(), `sandbox-build-${uuid}`),
  };
}

/** "For CodePipeline, the source revision provided by CodePipeline" (API reference, Build, resolvedSourceVersion). */
function resolvedVersionOf({ source, sourceVersion, sourceRevision }: BuildPlan): string | undefined {
  return sourceRevision ?? (source?.type === "S3" ? sourceVersion : undefined);
}

export function uuidOf(build: Pick<BuildRecord, "id">): string {
  return build.id.slice(build.id.lastIndexOf(":") + 1);
}

export function storedPhases(phases: readonly PhaseRecord[]): PhaseOfRecord[] {
  return phases.map(({ startTime, endTime, contexts, ...phase }) => ({
    ...phase,
    startTime: startTime.toISOString(),
    ...(endTime && { endTime: endTime.toISOString() }),
    ...(contexts && { contexts: contexts.map((each) => ({ ...each })) }),
  }));
}

/** Where in its bucket an artifact goes, without the parts that its packaging adds (API reference, ProjectArtifacts). */
export function artifactKey(
  artifacts: ProjectArtifacts,
  buildId: string,
  name = artifacts.name ?? "",
): string {
  const uuid = buildId.slice(buildId.lastIndexOf(":") + 1);
  const parts = [artifacts.path, artifacts.namespaceType === "BUILD_ID" ? uuid : "", name];
  return parts
    .flatMap((part) => (part ?? "").split("/"))
    .filter((part) => part !== "")
    .join("/");
}

function artifactsOf(artifacts: ProjectArtifacts, buildId: string): BuildArtifacts {
  const { artifactIdentifier, overrideArtifactName, encryptionDisabled, bucketOwnerAccess } = artifacts;
  const stored = artifacts.type === "S3";
  return {
    location: stored ? `arn:aws:s3:::${artifacts.location}/${artifactKey(artifacts, buildId)}` : "",
    artifactIdentifier,
    overrideArtifactName,
    encryptionDisabled,
    bucketOwnerAccess,
  };
}

function logsOf(plan: BuildPlan, uuid: string, place: Place): LogsLocation {
  const { cloudWatchLogs = { status: "ENABLED" }, s3Logs = { status: "DISABLED" } } = plan.logsConfig ?? {};
  if (cloudWatchLogs.status === "DISABLED") return { cloudWatchLogs, s3Logs };
  const groupName = cloudWatchLogs.groupName ?? `/aws/codebuild/${plan.name}`;
  const streamName = cloudWatchLogs.streamName ? `${cloudWatchLogs.streamName}/${uuid}` : uuid;
  const console = `https://console.aws.amazon.com/cloudwatch/home?region=${place.region}`;
  return {
    groupName,
    streamName,
    deepLink: `${console}#logsV2:log-groups/log-group/${encodeURIComponent(groupName)}/log-events/${encodeURIComponent(streamName)}`,
    cloudWatchLogsArn: arnAt(place, "logs", `log-group:${groupName}:log-stream:${streamName}`),
    cloudWatchLogs,
    s3Logs,
  };
}

/** "If an IAM user started the build, the user's name ... if CodePipeline, the pipeline's name" (API reference, Build). */
export function initiatorOf({ arn }: Caller): string {
  const resource = tryParseArn(arn)?.resource ?? arn;
  return resource.replace(/^(user|assumed-role)\//, "");
}
