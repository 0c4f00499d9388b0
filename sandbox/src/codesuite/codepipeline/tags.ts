import {
  AwsError,
  type CodeSuiteContext,
  maxTags,
  type Operation,
  type OperationCall,
  requestTagContext,
  reservedKey,
  type Tags,
  tryParseArn,
  withoutTags,
  withTags,
} from "../core/index.js";
import type { PipelineRecord } from "./declaration.js";
import { onPipeline, pipelinesAt } from "./pipelines.js";

/** Tags as CodePipeline sends them. */
export type PipelineTags = readonly { readonly key: string; readonly value: string }[];

export function readPipelineTags(list: PipelineTags = []): Tags {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}

export function writePipelineTags(tags: Tags): PipelineTags {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (pipeline tags) */
export function checkPipelineTags(resourceArn: string, tags: Tags): void {
  refuseReserved(Object.keys(tags));
  if (Object.keys(tags).length > maxTags) {
    throw new AwsError("TooManyTagsException", `Tag limit exceeded for resource [${resourceArn}].`);
  }
}

export function tagPipeline(
  context: CodeSuiteContext,
): Operation<{ resourceArn: string; tags: PipelineTags }> {
  return {
    permission: ({ resourceArn, tags }, call) =>
      onPipeline(context, call, nameIn(resourceArn, call), requestTagContext(readPipelineTags(tags))),
    handle({ resourceArn, tags: added }, call) {
      const pipeline = tagged(context, call, resourceArn);
      const tags = withTags(pipeline.tags, readPipelineTags(added));
      checkPipelineTags(resourceArn, tags);
      pipelinesAt(context, call).current.put(pipeline.declaration.name, { ...pipeline, tags });
      return {};
    },
  };
}

export function untagPipeline(
  context: CodeSuiteContext,
): Operation<{ resourceArn: string; tagKeys: readonly string[] }> {
  return {
    permission: ({ resourceArn, tagKeys }, call) =>
      onPipeline(context, call, nameIn(resourceArn, call), { "aws:TagKeys": tagKeys }),
    handle({ resourceArn, tagKeys }, call) {
      refuseReserved(tagKeys);
      const pipeline = tagged(context, call, resourceArn);
      const tags = withoutTags(pipeline.tags, tagKeys);
      pipelinesAt(context, call).current.put(pipeline.declaration.name, { ...pipeline, tags });
      return {};
    },
  };
}

/** A resource has 50 tags at most, so one page always holds them. */
export function listPipelineTags(context: CodeSuiteContext): Operation<{ resourceArn: string }> {
  return {
    permission: ({ resourceArn }, call) => onPipeline(context, call, nameIn(resourceArn, call)),
    handle: ({ resourceArn }, call) => ({ tags: writePipelineTags(tagged(context, call, resourceArn).tags) }),
  };
}

function refuseReserved(keys: readonly string[]): void {
  if (reservedKey(keys) === undefined) return;
  throw new AwsError(
    "InvalidTagsException",
    "Not allowed to modify system tags. System tags start with 'aws:'. msg=[Caller is an end user and not allowed to mutate system tags]",
  );
}

function tagged(context: CodeSuiteContext, call: OperationCall, resourceArn: string): PipelineRecord {
  const name = nameIn(resourceArn, call);
  const pipeline = pipelinesAt(context, call).current.get(name);
  if (pipeline) return pipeline;
  throw new AwsError(
    "ResourceNotFoundException",
    `The account with id '${call.accountId}' does not include a pipeline with the name '${name}'`,
  );
}

function nameIn(resourceArn: string, call: OperationCall): string {
  const arn = tryParseArn(resourceArn);
  if (arn?.service !== "codepipeline" || arn.region !== call.region || arn.accountId !== call.accountId) {
    throw new AwsError("InvalidArnException", `Invalid resource arn: ${resourceArn}`);
  }
  return arn.resource;
}
