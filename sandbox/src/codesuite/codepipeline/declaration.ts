import type { Tags } from "../core/index.js";

/** A pipeline as callers declare it: the parts that rules look at. The API model has checked types and required members. */
export interface PipelineDeclaration {
  readonly name: string;
  readonly roleArn: string;
  readonly artifactStore?: ArtifactStore;
  /** By region. */
  readonly artifactStores?: Readonly<Record<string, ArtifactStore>>;
  readonly stages: readonly StageDeclaration[];
  readonly version?: number;
  readonly executionMode?: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  readonly pipelineType?: "V1" | "V2";
  readonly variables?: readonly { readonly name: string; readonly defaultValue?: string }[];
  readonly triggers?: readonly TriggerDeclaration[];
}

export interface ArtifactStore {
  readonly type: string;
  /** A bucket's name. */
  readonly location: string;
  /** An id, an alias or an ARN. Without it, the key that AWS keeps for S3. */
  readonly encryptionKey?: { readonly id: string };
}

export interface StageDeclaration {
  readonly name: string;
  readonly actions: readonly ActionDeclaration[];
  readonly blockers?: readonly { readonly name: string }[];
  readonly beforeEntry?: { readonly conditions: readonly Condition[] };
  readonly onSuccess?: { readonly conditions: readonly Condition[] };
  readonly onFailure?: FailureConditions;
}

export interface FailureConditions {
  readonly result?: string;
  readonly retryConfiguration?: { readonly retryMode?: string };
  readonly conditions?: readonly Condition[];
}

export interface Condition {
  readonly result?: string;
  readonly rules?: readonly RuleDeclaration[];
}

export interface RuleDeclaration {
  readonly name: string;
  readonly ruleTypeId: { readonly provider: string };
  readonly configuration?: Readonly<Record<string, string>>;
}

export interface ActionDeclaration {
  readonly name: string;
  readonly actionTypeId: ActionTypeId;
  readonly runOrder?: number;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly commands?: readonly string[];
  readonly inputArtifacts?: readonly { readonly name: string }[];
  readonly outputArtifacts?: readonly { readonly name: string; readonly files?: readonly string[] }[];
  readonly roleArn?: string;
  readonly region?: string;
  readonly namespace?: string;
  readonly timeoutInMinutes?: number;
}

export interface ActionTypeId {
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly version: string;
}

export interface TriggerDeclaration {
  readonly providerType?: string;
  readonly gitConfiguration: {
    readonly sourceActionName: string;
    readonly push?: readonly GitFilter[];
    readonly pullRequest?: readonly GitFilter[];
  };
}

export interface GitFilter {
  readonly tags?: object;
  readonly branches?: object;
  readonly filePaths?: object;
}

/** A pipeline as it is kept. Times are ISO strings. */
export interface PipelineRecord {
  readonly declaration: PipelineDeclaration & { readonly version: number };
  readonly created: string;
  readonly updated: string;
  readonly tags: Tags;
}

export interface PlacedAction {
  readonly stage: StageDeclaration;
  readonly action: ActionDeclaration;
}

/** All actions, stage by stage as declared. */
export function actionsOf(pipeline: PipelineDeclaration): readonly PlacedAction[] {
  return pipeline.stages.flatMap((stage) => stage.actions.map((action) => ({ stage, action })));
}

export function isSource(action: ActionDeclaration): boolean {
  return action.actionTypeId.category === "Source";
}

/** What AWS fills in where the caller said nothing, and tells when asked for the pipeline. */
export function withDefaults(pipeline: PipelineDeclaration): PipelineDeclaration {
  return {
    ...pipeline,
    executionMode: pipeline.executionMode ?? "SUPERSEDED",
    pipelineType: pipeline.pipelineType ?? (usesV2Features(pipeline) ? "V2" : "V1"),
    stages: pipeline.stages.map((stage) => ({ ...stage, actions: stage.actions.map(actionDefaults) })),
  };
}

/**
 * Without a type, parameters of V2 make the pipeline V2.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html (pipelineType)
 */
function usesV2Features(pipeline: PipelineDeclaration): boolean {
  const queued = pipeline.executionMode !== undefined && pipeline.executionMode !== "SUPERSEDED";
  const conditional = pipeline.stages.some(({ beforeEntry, onSuccess, onFailure }) =>
    Boolean(beforeEntry ?? onSuccess ?? onFailure),
  );
  return queued || conditional || Boolean(pipeline.triggers?.length) || Boolean(pipeline.variables?.length);
}

function actionDefaults(action: ActionDeclaration): ActionDeclaration {
  return {
    ...action,
    runOrder: action.runOrder ?? 1,
    configuration: action.configuration ?? {},
    inputArtifacts: action.inputArtifacts ?? [],
    outputArtifacts: action.outputArtifacts ?? [],
  };
}
