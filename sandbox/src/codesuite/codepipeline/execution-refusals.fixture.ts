import type { RefusalCase } from "../refusal.fixture.js";

/** The id of no execution. */
const noExecution = "00000000-0000-0000-0000-000000000000";

/** Of a pipeline `live`, which has not run. */
export const executionRefusals: readonly RefusalCase[] = [
  [
    "pipeline",
    "StartPipelineExecution",
    { name: "live", variables: [{ name: "other", value: "1" }] },
    "ValidationException",
  ],
  [
    "pipeline",
    "StartPipelineExecution",
    {
      name: "live",
      sourceRevisions: [{ actionName: "none", revisionType: "COMMIT_ID", revisionValue: "c" }],
    },
    "ValidationException",
  ],
  [
    "pipeline",
    "StopPipelineExecution",
    { pipelineName: "live", pipelineExecutionId: noExecution },
    "PipelineExecutionNotStoppableException",
  ],
  [
    "pipeline",
    "RetryStageExecution",
    {
      ...{ pipelineName: "live", stageName: "none" },
      ...{ pipelineExecutionId: noExecution, retryMode: "ALL_ACTIONS" },
    },
    "StageNotFoundException",
  ],
  [
    "pipeline",
    "RetryStageExecution",
    {
      ...{ pipelineName: "live", stageName: "Source" },
      ...{ pipelineExecutionId: noExecution, retryMode: "ALL_ACTIONS" },
    },
    "StageNotRetryableException",
  ],
  [
    "pipeline",
    "RollbackStage",
    { pipelineName: "live", stageName: "Source", targetPipelineExecutionId: noExecution },
    "PipelineExecutionNotFoundException",
  ],
  [
    "pipeline",
    "DisableStageTransition",
    { pipelineName: "live", stageName: "none", transitionType: "Inbound", reason: "no" },
    "StageNotFoundException",
  ],
  [
    "pipeline",
    "PutApprovalResult",
    {
      ...{ pipelineName: "live", stageName: "Source", actionName: "none", token: noExecution },
      result: { status: "Approved", summary: "" },
    },
    "ActionNotFoundException",
  ],
  [
    "pipeline",
    "GetPipelineExecution",
    { pipelineName: "live", pipelineExecutionId: noExecution },
    "PipelineExecutionNotFoundException",
  ],
];
