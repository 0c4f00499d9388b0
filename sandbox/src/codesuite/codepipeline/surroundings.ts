import { type Call, type CodeSuiteContext, tryParseArn } from "../core/index.js";
import { type ActionDeclaration, actionsOf, type PipelineDeclaration } from "./declaration.js";
import { pipelineArn } from "./pipelines.js";
import { invalidAction, invalidStructure } from "./rules/rule.js";

/** What a pipeline leans on must be there: its role, its buckets, and what its actions name in the same account. */
export async function checkSurroundings(
  context: CodeSuiteContext,
  pipeline: PipelineDeclaration,
  call: Call,
): Promise<void> {
  await checkRole(context, pipeline, call);
  await checkBuckets(context, pipeline, call);
  for (const { action } of actionsOf(pipeline)) await checkAction(context, action, call);
}

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/cross-service-confused-deputy-prevention.html
 */
async function checkRole(
  context: CodeSuiteContext,
  { name, roleArn }: PipelineDeclaration,
  call: Call,
): Promise<void> {
  await call.require({
    action: "iam:PassRole",
    resource: roleArn,
    context: { "iam:PassedToService": "codepipeline.amazonaws.com" },
  });
  const decision = await context.authorizer.trusts({
    roleArn,
    principal: { service: "codepipeline.amazonaws.com" },
    context: { "aws:SourceAccount": call.accountId, "aws:SourceArn": pipelineArn(call, name) },
  });
  if (!decision.allowed) {
    throw invalidStructure(`CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`);
  }
}

async function checkBuckets(
  { neighbours }: CodeSuiteContext,
  pipeline: PipelineDeclaration,
  call: Call,
): Promise<void> {
  const single = pipeline.artifactStore ? { [call.region]: pipeline.artifactStore } : {};
  for (const [region, { location }] of Object.entries(pipeline.artifactStores ?? single)) {
    if (!(await neighbours.bucketExists(call.accountId, region, location))) {
      throw invalidStructure(
        `An error occurred while validating the artifact bucket '${location}': No bucket with the name ${location} was found. Choose a valid artifact bucket in '${region}', or create a new artifact bucket to use in your pipeline.`,
      );
    }
  }
}

/** An action with a role of its own may work in another account, which this one cannot see. */
async function checkAction(context: CodeSuiteContext, action: ActionDeclaration, call: Call): Promise<void> {
  if (action.roleArn !== undefined && tryParseArn(action.roleArn)?.accountId !== call.accountId) return;
  const check = checks[action.actionTypeId.provider];
  if (check) await check(context, action, call);
}

type Check = (context: CodeSuiteContext, action: ActionDeclaration, call: Call) => void | Promise<void>;

const checks: Readonly<Record<string, Check>> = {
  CodeBuild: checkProject,
  CodeStarSourceConnection: checkConnection,
  Manual: checkTopic,
};

function checkProject({ store }: CodeSuiteContext, action: ActionDeclaration, call: Call): void {
  requireRecord(store, action, call, {
    service: "codebuild",
    table: "projects",
    noun: "CodeBuild project",
    key: action.configuration?.ProjectName,
  });
}

/**
 * The caller must be allowed to pass the connection on:
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html (PassConnection)
 */
async function checkConnection(
  { store }: CodeSuiteContext,
  action: ActionDeclaration,
  call: Call,
): Promise<void> {
  const resource = action.configuration?.ConnectionArn ?? "";
  const arn = tryParseArn(resource);
  if (!arn || arn.accountId !== call.accountId) return;
  await call.require({
    action: `${arn.service}:PassConnection`,
    resource,
    context: { [`${arn.service}:PassedToService`]: "codepipeline.amazonaws.com" },
  });
  requireRecord(store, { ...action, region: arn.region }, call, {
    service: "codeconnections",
    table: "connections",
    noun: "connection",
    key: arn.resource,
  });
}

async function checkTopic(context: CodeSuiteContext, action: ActionDeclaration, call: Call): Promise<void> {
  const topicArn = action.configuration?.NotificationArn;
  const arn = topicArn === undefined ? undefined : tryParseArn(topicArn);
  if (topicArn === undefined || arn?.accountId !== call.accountId) return;
  if (!(await context.neighbours.topicExists(call.accountId, arn.region, topicArn))) {
    throw invalidAction(`The topic ${topicArn} of the approval action ${action.name} does not exist`);
  }
}

interface Needed {
  readonly service: string;
  readonly table: string;
  readonly noun: string;
  readonly key: string | undefined;
}

/** A name that comes from a variable is known only when the pipeline runs. */
function requireRecord(
  store: CodeSuiteContext["store"],
  action: ActionDeclaration,
  call: Call,
  { service, table, noun, key = "" }: Needed,
): void {
  const { accountId } = call;
  const region = action.region ?? call.region;
  if (key.includes("#{") || store.table({ accountId, region, service, table }).get(key)) return;
  throw invalidAction(
    `The ${noun} '${key}' of action '${action.name}' does not exist in account ${accountId} and region ${region}`,
  );
}
