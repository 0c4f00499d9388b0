import type { Place } from "../../core/index.js";
import { arnAt, type SuiteEvent } from "../../core/index.js";
import type { ActionRun, ArtifactLocation, Change, ExecutionRecord } from "../flow/index.js";

/** The words of https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html. */
const words: Readonly<Record<Change["state"], string>> = {
  Started: "STARTED",
  Resumed: "RESUMED",
  InProgress: "STARTED",
  Stopping: "STOPPING",
  Stopped: "STOPPED",
  Succeeded: "SUCCEEDED",
  Failed: "FAILED",
  Cancelled: "CANCELED",
  Superseded: "SUPERSEDED",
  Abandoned: "ABANDONED",
};

const kinds = {
  pipeline: "CodePipeline Pipeline Execution State Change",
  stage: "CodePipeline Stage Execution State Change",
  action: "CodePipeline Action Execution State Change",
} as const;

export function eventOf(execution: ExecutionRecord, change: Change, place: Place): SuiteEvent {
  const { pipelineName, id, pipelineVersion, attempt } = execution;
  return {
    accountId: place.accountId,
    region: place.region,
    source: "aws.codepipeline",
    detailType: kinds[change.level],
    resources: [arnAt(place, "codepipeline", pipelineName)],
    detail: {
      pipeline: pipelineName,
      "execution-id": id,
      "start-time": startOf(execution, change),
      ...ofLevel(execution, change, place),
      state: words[change.state],
      version: pipelineVersion,
      "pipeline-execution-attempt": attempt,
    },
  };
}

function startOf({ startTime, stages }: ExecutionRecord, change: Change): string {
  if (change.level === "action") return change.run.startTime;
  return change.level === "stage" ? (stages[change.stage]?.startTime ?? startTime) : startTime;
}

function ofLevel({ trigger }: ExecutionRecord, change: Change, place: Place): object {
  if (change.level === "stage") return { stage: change.stage };
  if (change.level === "action") return ofAction(change.run, place);
  if (change.state !== "Started") return {};
  return {
    "execution-trigger": { "trigger-type": trigger.triggerType, "trigger-detail": trigger.triggerDetail },
  };
}

function ofAction(run: ActionRun, place: Place): object {
  const { stageName, name, id, region, actionTypeId, status, inputArtifacts, outputArtifacts } = run;
  return {
    stage: stageName,
    action: name,
    "action-execution-id": id,
    region: region || place.region,
    type: actionTypeId,
    ...(inputArtifacts.length > 0 && { "input-artifacts": inputArtifacts.map(artifact) }),
    ...(status === "Succeeded" &&
      outputArtifacts.length > 0 && { "output-artifacts": outputArtifacts.map(artifact) }),
    ...(status !== "InProgress" && { "execution-result": resultOf(run) }),
  };
}

function artifact({ name, bucket, key }: ArtifactLocation): object {
  return { name, s3location: { bucket, key } };
}

function resultOf({ externalExecutionUrl, externalExecutionId, summary, error }: ActionRun): object {
  return {
    "external-execution-url": externalExecutionUrl,
    "external-execution-summary": summary ?? error?.message,
    "external-execution-id": externalExecutionId,
    ...(error && { "error-code": error.code }),
  };
}
