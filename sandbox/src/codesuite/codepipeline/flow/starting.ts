import { AwsError } from "../../core/index.js";
import type { PipelineDeclaration } from "../declaration.js";
import type { ExecutionRecord, SourceRevisionOverride, Trigger, Variables } from "./records.js";
import type { FlowWorld } from "./world.js";

export type VersionedPipeline = PipelineDeclaration & { readonly version: number };

/** What starts an execution. */
export interface StartRequest {
  readonly trigger: Trigger;
  readonly variables?: Variables;
  readonly overrides?: readonly SourceRevisionOverride[];
  readonly clientRequestToken?: string;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: executions of a pipeline in QUEUED or PARALLEL mode. */
const maxExecutions = 50;

export function newExecution(
  pipeline: VersionedPipeline,
  number: number,
  request: StartRequest,
  world: FlowWorld,
): ExecutionRecord {
  const now = world.now().toISOString();
  return {
    id: world.newId(),
    number,
    pipelineName: pipeline.name,
    pipelineVersion: pipeline.version,
    executionMode: pipeline.executionMode ?? "SUPERSEDED",
    executionType: "STANDARD",
    trigger: request.trigger,
    status: "InProgress",
    startTime: now,
    updateTime: now,
    attempt: 1,
    ...(request.clientRequestToken !== undefined && { clientRequestToken: request.clientRequestToken }),
    position: 0,
    isInside: false,
    variables: valuesOf(pipeline, request.variables),
    outputs: {},
    overrides: request.overrides ?? [],
    revisions: [],
    artifacts: {},
    stages: {},
  };
}

/** …/reference-variables.html: a variable without a default is required. Gives the names of those that have no value. */
export function missingVariables(pipeline: PipelineDeclaration, variables: Variables): string[] {
  return (pipeline.variables ?? []).map(({ name }) => name).filter((name) => variables[name] === undefined);
}

function valuesOf({ variables = [] }: PipelineDeclaration, given: Variables = {}): Variables {
  const values = variables.map(({ name, defaultValue }) => [name, given[name] ?? defaultValue] as const);
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** …/APIReference/API_StartPipelineExecution.html. Throws AWS's errors. */
export function checkStart(pipeline: VersionedPipeline, request: StartRequest, active: number): void {
  const known = new Set((pipeline.variables ?? []).map(({ name }) => name));
  const unknown = Object.keys(request.variables ?? {}).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new AwsError(
      "ValidationException",
      `The pipeline '${pipeline.name}' does not declare a variable '${unknown}'. Declared: ${[...known].join(", ") || "none"}`,
    );
  }
  for (const override of request.overrides ?? []) checkOverride(pipeline, override);
  const limited = pipeline.executionMode === "QUEUED" || pipeline.executionMode === "PARALLEL";
  if (limited && active >= maxExecutions) {
    throw new AwsError(
      "ConcurrentPipelineExecutionsLimitExceededException",
      `The pipeline '${pipeline.name}' has reached the limit of ${maxExecutions} concurrent executions`,
    );
  }
}

/** …/userguide/pipelines-trigger-source-overrides.html: each source takes revisions of its own kind. */
const revisionTypes: Readonly<Record<string, readonly string[]>> = {
  CodeCommit: ["COMMIT_ID"],
  CodeStarSourceConnection: ["COMMIT_ID"],
  ECR: ["IMAGE_DIGEST"],
  S3: ["S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"],
};

function checkOverride(
  pipeline: VersionedPipeline,
  { actionName, revisionType }: SourceRevisionOverride,
): void {
  if (pipeline.pipelineType !== "V2") {
    throw new AwsError("ValidationException", "Source revision overrides need a pipeline of type V2");
  }
  const source = pipeline.stages[0]?.actions.find(({ name }) => name === actionName);
  const types = revisionTypes[source?.actionTypeId.provider ?? ""] ?? [];
  if (!source || !types.includes(revisionType)) {
    throw new AwsError(
      "ValidationException",
      source
        ? `The source action '${actionName}' takes no revision of type ${revisionType}. Valid: ${types.join(", ")}`
        : `The pipeline '${pipeline.name}' has no source action '${actionName}'`,
    );
  }
  const takesKey = source.configuration?.AllowOverrideForS3ObjectKey?.toLowerCase() === "true";
  if (revisionType === "S3_OBJECT_KEY" && !takesKey) {
    throw new AwsError(
      "ValidationException",
      `The source action '${actionName}' takes an object's key only with AllowOverrideForS3ObjectKey set to true`,
    );
  }
}
