import {
  AwsError,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  type Permission,
  requestTagContext,
  resourceTagContext,
  type Tags,
  tryParseArn,
  withoutTags,
  withTags,
} from "../core/index.js";
import { customTypeKey, customTypesAt } from "./custom-types.js";
import { pipelinesAt } from "./pipelines.js";
import {
  checkPipelineTags,
  type PipelineTags,
  readPipelineTags,
  refuseReserved,
  writePipelineTags,
} from "./tags.js";
import { webhooksAt } from "./webhooks.js";

/** Tags of pipelines, webhooks and custom action types. */
export function tagPipeline(
  context: CodeSuiteContext,
): Operation<{ resourceArn: string; tags: PipelineTags }> {
  return {
    permission: ({ resourceArn, tags }, call) =>
      onTagged(context, call, resourceArn, requestTagContext(readPipelineTags(tags))),
    handle({ resourceArn, tags: added }, call) {
      const found = getTagged(context, call, resourceArn);
      const tags = withTags(found.tags, readPipelineTags(added));
      checkPipelineTags(resourceArn, tags);
      found.put(tags);
      return {};
    },
  };
}

export function untagPipeline(
  context: CodeSuiteContext,
): Operation<{ resourceArn: string; tagKeys: readonly string[] }> {
  return {
    permission: ({ resourceArn, tagKeys }, call) =>
      onTagged(context, call, resourceArn, { "aws:TagKeys": tagKeys }),
    handle({ resourceArn, tagKeys }, call) {
      refuseReserved(tagKeys);
      const found = getTagged(context, call, resourceArn);
      found.put(withoutTags(found.tags, tagKeys));
      return {};
    },
  };
}

/** A resource has 50 tags at most, so one page always holds them. */
export function listPipelineTags(context: CodeSuiteContext): Operation<{ resourceArn: string }> {
  return {
    permission: ({ resourceArn }, call) => onTagged(context, call, resourceArn),
    handle: ({ resourceArn }, call) => ({
      tags: writePipelineTags(getTagged(context, call, resourceArn).tags),
    }),
  };
}

/** Something that bears tags, and how they are replaced. */
interface Tagged {
  readonly tags: Tags;
  put(tags: Tags): void;
}

function onTagged(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
  further: Permission["context"] = {},
): Permission {
  const tags = tryGetTagged(context, call, resourceIn(arn, call))?.tags ?? {};
  return { resource: arn, context: { ...resourceTagContext(tags), ...further } };
}

function getTagged(context: CodeSuiteContext, call: OperationCall, arn: string): Tagged {
  const resource = resourceIn(arn, call);
  const found = tryGetTagged(context, call, resource);
  if (found) return found;
  throw new AwsError(
    "ResourceNotFoundException",
    `The account with id '${call.accountId}' does not include a pipeline with the name '${resource}'`,
  );
}

function tryGetTagged(context: CodeSuiteContext, call: OperationCall, resource: string): Tagged | undefined {
  const typeKey = customTypeKey(resource);
  if (typeKey !== undefined) return taggedIn(customTypesAt(context, call), typeKey);
  if (resource.startsWith("webhook:")) return taggedIn(webhooksAt(context, call), resource.slice(8));
  return taggedIn(pipelinesAt(context, call).current, resource);
}

function taggedIn<T extends { readonly tags: Tags }>(
  table: { get(key: string): T | undefined; put(key: string, record: T): void },
  key: string,
): Tagged | undefined {
  const record = table.get(key);
  return record && { tags: record.tags, put: (tags) => table.put(key, { ...record, tags }) };
}

function resourceIn(resourceArn: string, call: OperationCall): string {
  const arn = tryParseArn(resourceArn);
  if (arn?.service !== "codepipeline" || arn.region !== call.region || arn.accountId !== call.accountId) {
    throw new AwsError("InvalidArnException", `Invalid resource arn: ${resourceArn}`);
  }
  return arn.resource;
}
