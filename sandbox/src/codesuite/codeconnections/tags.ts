import {
  AwsError,
  type CodeSuiteContext,
  checkConsoleTags,
  type Operation,
  type OperationCall,
  type Permission,
  requestTagContext,
  resourceTagContext,
  type Tags,
  withoutTags,
  withTags,
} from "../core/index.js";
import { type ConnectionRecord, type HostRecord, keyOf, parseOwn, recordsAt } from "./records.js";

/** Tags as CodeConnections sends them. */
export type ConnectionTags = readonly { readonly Key: string; readonly Value: string }[];

export function readConnectionTags(list: ConnectionTags = []): Tags {
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

export function writeConnectionTags(tags: Tags): ConnectionTags {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function tagConnection(
  context: CodeSuiteContext,
): Operation<{ ResourceArn: string; Tags: ConnectionTags }> {
  return {
    permission: ({ ResourceArn, Tags }, call) =>
      onTagged(context, call, ResourceArn, requestTagContext(readConnectionTags(Tags))),
    handle({ ResourceArn, Tags: added }, call) {
      changeTags(context, call, ResourceArn, (tags) => withTags(tags, readConnectionTags(added)));
      return {};
    },
  };
}

export function untagConnection(
  context: CodeSuiteContext,
): Operation<{ ResourceArn: string; TagKeys: readonly string[] }> {
  return {
    permission: ({ ResourceArn, TagKeys }, call) =>
      onTagged(context, call, ResourceArn, { "aws:TagKeys": TagKeys }),
    handle({ ResourceArn, TagKeys }, call) {
      changeTags(context, call, ResourceArn, (tags) => withoutTags(tags, TagKeys));
      return {};
    },
  };
}

export function listConnectionTags(context: CodeSuiteContext): Operation<{ ResourceArn: string }> {
  return {
    permission: ({ ResourceArn }, call) => onTagged(context, call, ResourceArn),
    handle: ({ ResourceArn }, call) => ({
      Tags: writeConnectionTags(getTagged(context, call, ResourceArn).tags),
    }),
  };
}

/**
 * Calls about one connection or host are decided on the ARN that the caller gives, and on its tags. The name that the
 * ARN bears is the action's too, since policies name both alike:
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 */
export function onTagged(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
  further: Permission["context"] = {},
): Permission {
  const tags = tryGetTagged(context, call, arn)?.tags ?? {};
  const action = `${parseOwn(arn).service}:${call.operation}`;
  return { action, resource: arn, context: { ...resourceTagContext(tags), ...further } };
}

function changeTags(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
  change: (tags: Tags) => Tags,
): void {
  const record = getTagged(context, call, arn);
  const tags = change(record.tags);
  checkConsoleTags(tags);
  const { connections, hosts } = recordsAt(context, call);
  if ("providerEndpoint" in record) hosts.put(keyOf(arn, call), { ...record, tags });
  else connections.put(keyOf(arn, call), { ...record, tags });
}

function tryGetTagged(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
): ConnectionRecord | HostRecord | undefined {
  const { connections, hosts } = recordsAt(context, call);
  return connections.get(keyOf(arn, call)) ?? hosts.get(keyOf(arn, call));
}

function getTagged(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
): ConnectionRecord | HostRecord {
  const record = tryGetTagged(context, call, arn);
  if (record) return record;
  throw new AwsError("ResourceNotFoundException", `Resource not found: ${arn}`);
}
