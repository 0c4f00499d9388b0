import type { ActionDeclaration, ArtifactStore, PipelineDeclaration } from "../declaration.js";
import type { ActionError, ActionRun, ArtifactLocation, ExecutionRecord } from "./records.js";
import { resolve, type Scope } from "./references.js";
import type { FlowWorld } from "./world.js";

export interface NewRun {
  readonly execution: ExecutionRecord;
  readonly pipeline: PipelineDeclaration;
  readonly stageName: string;
  readonly action: ActionDeclaration;
  readonly world: Pick<FlowWorld, "now" | "newId" | "newKey" | "region">;
}

/** A run that begins, and why it cannot go on if a reference has no value. */
export function newRun(request: NewRun): { readonly run: ActionRun; readonly error?: ActionError } {
  const { execution, pipeline, stageName, action, world } = request;
  const { name, actionTypeId, roleArn, namespace, timeoutInMinutes, configuration = {} } = action;
  const now = world.now().toISOString();
  const resolution = resolve(configuration, scopeOf(execution));
  const region = action.region ?? world.region;
  const bucket = storeOf(pipeline, region).location;
  const outputs = (action.outputArtifacts ?? []).map((artifact) => ({
    ...{ name: artifact.name, region, bucket },
    key: newArtifactKey(pipeline.name, artifact.name, world.newKey()),
  }));
  const run: ActionRun = {
    id: world.newId(),
    ...{ stageName, name, actionTypeId, configuration },
    ...("resolved" in resolution && { resolvedConfiguration: resolution.resolved }),
    ...(roleArn !== undefined && { roleArn }),
    ...(timeoutInMinutes !== undefined && { timeoutInMinutes }),
    region,
    ...(namespace !== undefined && { namespace }),
    inputArtifacts: inputsOf(execution, action),
    outputArtifacts: outputs,
    status: "InProgress",
    ...{ startTime: now, updateTime: now },
  };
  return { run, ...("error" in resolution && { error: resolution.error }) };
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html: what comes without being set, and what was. */
function scopeOf({ id, variables, outputs }: ExecutionRecord): Scope {
  return { ...outputs, variables, codepipeline: { PipelineExecutionId: id } };
}

function inputsOf({ artifacts }: ExecutionRecord, action: ActionDeclaration): ArtifactLocation[] {
  return (action.inputArtifacts ?? [])
    .map(({ name }) => artifacts[name])
    .filter((location) => location !== undefined);
}

/** …/userguide/actions-create-cross-region.html: an action's outputs lie in the store of its region. */
export function storeOf(
  { artifactStore, artifactStores = {} }: PipelineDeclaration,
  region: string,
): ArtifactStore {
  const store = artifactStores[region] ?? artifactStore;
  if (store) return store;
  throw new Error(`The pipeline has no artifact store in ${region}.`);
}

/** …/userguide/welcome-introducing-artifacts.html: names are cut, and the rest is random. */
function newArtifactKey(pipeline: string, artifact: string, random: string): string {
  return `${pipeline.slice(0, 20)}/${artifact.slice(0, 10)}/${random}`;
}
