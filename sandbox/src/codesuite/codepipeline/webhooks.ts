import { randomBytes } from "node:crypto";
import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  type Permission,
  pageOf,
  requestTagContext,
  resourceTagContext,
  type Table,
  type Tags,
} from "../core/index.js";
import { getPipeline } from "./pipelines.js";
import { checkPipelineTags, type PipelineTags, readPipelineTags, writePipelineTags } from "./tags.js";

interface Definition {
  readonly name: string;
  readonly targetPipeline: string;
  readonly targetAction: string;
  readonly filters: readonly object[];
  readonly authentication: string;
  readonly authenticationConfiguration: { readonly SecretToken?: string; readonly AllowedIPRange?: string };
}

export interface WebhookRecord {
  readonly definition: Definition;
  readonly url: string;
  readonly arn: string;
  readonly tags: Tags;
}

/** The webhooks of an account and region, by name. They are kept and told; nobody outside calls them. */
export function webhooksAt(
  { store }: CodeSuiteContext,
  { accountId, region }: OperationCall,
): Table<WebhookRecord> {
  return store.table({ accountId, region, service: "codepipeline", table: "webhooks" });
}

/** Makes a webhook, or changes the one of that name (API reference, PutWebhook). */
export function putWebhook(
  context: CodeSuiteContext,
): Operation<{ webhook: Definition; tags?: PipelineTags }> {
  return {
    permission: ({ webhook, tags }, call) =>
      onWebhook(context, call, webhook.name, requestTagContext(readPipelineTags(tags))),
    handle({ webhook: definition, tags }, call) {
      const webhooks = webhooksAt(context, call);
      getPipeline(context, call, definition.targetPipeline);
      checkAuthentication(definition);
      const arn = webhookArn(call, definition.name);
      checkPipelineTags(arn, readPipelineTags(tags));
      const old = webhooks.get(definition.name);
      const url = old?.url ?? newUrl(call.region);
      const webhook = { definition, url, arn, tags: tags ? readPipelineTags(tags) : (old?.tags ?? {}) };
      webhooks.put(definition.name, webhook);
      return { webhook: told(webhook) };
    },
  };
}

export function listWebhooks(
  context: CodeSuiteContext,
): Operation<{ NextToken?: string; MaxResults?: number }> {
  return {
    permission: (_, call) => ({ resource: webhookArn(call, "*") }),
    handle({ NextToken: token, MaxResults: size = 100 }, call) {
      const page = pageOf(webhooksAt(context, call).list(), {
        keyOf: ({ definition }) => definition.name,
        size,
        ...(token !== undefined && { token }),
      });
      return { webhooks: page.items.map(told), NextToken: page.nextToken };
    },
  };
}

/** One that is not there is deleted already: the operation has no such error. */
export function deleteWebhook(context: CodeSuiteContext): Operation<{ name: string }> {
  return {
    permission: ({ name }, call) => onWebhook(context, call, name),
    handle({ name }, call) {
      webhooksAt(context, call).delete(name);
      return {};
    },
  };
}

export function deregisterWebhook(context: CodeSuiteContext): Operation<{ webhookName?: string }> {
  return {
    permission: ({ webhookName = "" }, call) => onWebhook(context, call, webhookName),
    handle({ webhookName = "" }, call) {
      if (webhooksAt(context, call).get(webhookName)) return {};
      throw new AwsError("WebhookNotFoundException", `Could not find a webhook with name '${webhookName}'`);
    },
  };
}

function onWebhook(
  context: CodeSuiteContext,
  call: OperationCall,
  name: string,
  further: Permission["context"] = {},
): Permission {
  const tags = webhooksAt(context, call).get(name)?.tags ?? {};
  return { resource: webhookArn(call, name), context: { ...resourceTagContext(tags), ...further } };
}

function webhookArn(call: OperationCall, name: string): string {
  return arnAt(call, "codepipeline", `webhook:${name}`);
}

function told({ definition, url, arn, tags }: WebhookRecord): object {
  return { definition, url, arn, tags: writePipelineTags(tags) };
}

function newUrl(region: string): string {
  return `https://${region}.webhooks.aws/trigger?t=${randomBytes(32).toString("base64url")}&v=1`;
}

/** API reference, WebhookDefinition (authenticationConfiguration). */
function checkAuthentication({ authentication, authenticationConfiguration: given }: Definition): void {
  const needed = { GITHUB_HMAC: "SecretToken", IP: "AllowedIPRange" }[authentication];
  const members = Object.keys(given);
  if (members.length === (needed ? 1 : 0) && (!needed || members[0] === needed)) return;
  throw new AwsError(
    "InvalidWebhookAuthenticationParametersException",
    `The authentication ${authentication} takes ${needed ? `${needed} and no other parameter` : "no parameter"}`,
  );
}
