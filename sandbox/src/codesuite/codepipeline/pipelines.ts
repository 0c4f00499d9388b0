import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type OperationCall,
  type Permission,
  type Place,
  resourceTagContext,
  type Table,
} from "../core/index.js";
import type { PipelineDeclaration, PipelineRecord } from "./declaration.js";

/** The pipelines of one account and region. */
export interface Pipelines {
  /** By name. */
  readonly current: Table<PipelineRecord>;
  /** Every version of those that exist, by `name/version`. */
  readonly versions: Table<PipelineDeclaration>;
}

/** Where there are, or were, pipelines. */
export function placesOf({ store }: CodeSuiteContext): Place[] {
  return store.places("codepipeline");
}

export function pipelinesAt({ store }: CodeSuiteContext, { accountId, region }: Place): Pipelines {
  const address = { accountId, region, service: "codepipeline" };
  return {
    current: store.table({ ...address, table: "pipelines" }),
    versions: store.table({ ...address, table: "versions" }),
  };
}

export function getPipeline(context: CodeSuiteContext, call: OperationCall, name: string): PipelineRecord {
  const pipeline = pipelinesAt(context, call).current.get(name);
  if (pipeline) return pipeline;
  throw new AwsError(
    "PipelineNotFoundException",
    `Account '${call.accountId}' does not have a pipeline with name '${name}'`,
  );
}

export function putPipeline({ current, versions }: Pipelines, pipeline: PipelineRecord): void {
  const { name, version } = pipeline.declaration;
  versions.put(`${name}/${version}`, pipeline.declaration);
  current.put(name, pipeline);
}

export function deletePipeline({ current, versions }: Pipelines, name: string): void {
  const latest = current.get(name)?.declaration.version ?? 0;
  for (let version = 1; version <= latest; version += 1) versions.delete(`${name}/${version}`);
  current.delete(name);
}

export function pipelineArn(call: OperationCall, name: string): string {
  return arnAt(call, "codepipeline", name);
}

/** Calls about one pipeline are decided on its ARN, and on its tags once it is there. */
export function onPipeline(
  context: CodeSuiteContext,
  call: OperationCall,
  name: string,
  further: Permission["context"] = {},
): Permission {
  const tags = pipelinesAt(context, call).current.get(name)?.tags ?? {};
  return { resource: pipelineArn(call, name), context: { ...resourceTagContext(tags), ...further } };
}
