import { allow, type Policy, policy, type Statement } from "../../../../compiler/iam/index.js";
import { activityPartition, requestAttributes } from "../../../records/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/**
 * Of a ledger's row, what says that a pipeline is asked for, and why no build begins it. What was applied, and where it is kept, is the reconciler's to
 * write: Terraform runs in it. (DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control".)
 */
const marksAlone = {
  "ForAllValues:StringEquals": { "dynamodb:Attributes": ["RepoName", "RepoTag", ...requestAttributes] },
};

/** What the stream's function may do: read the stream, mark pipelines as asked, start builds, set failures aside. */
export function dispatcherPolicy(site: Site): Policy {
  const arns = arnsOf(site);
  return policy([
    allow(
      "ReadStream",
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      [`${arns.table}/stream/*`],
    ),
    allow("FindStream", ["dynamodb:ListStreams"], ["*"]),
    allow("MarkAsAsked", ["dynamodb:UpdateItem"], [arns.ledger], marksAlone),
    ...wakeBuilds(site),
    allow("SetRecordsAside", ["sqs:SendMessage"], [arns.queue]),
    ownLog(site, `/aws/lambda/${site.names.dispatcher}`),
  ]);
}

/** What the schedule's function may do: compare table and ledger, mark, start builds. */
export function schedulePolicy(site: Site): Policy {
  const { table, ledger } = arnsOf(site);
  return policy([
    allow("ReadTable", ["dynamodb:Scan"], [table]),
    allow("Compare", ["dynamodb:Scan"], [ledger]),
    allow("MarkAsAsked", ["dynamodb:UpdateItem"], [ledger], marksAlone),
    ...wakeBuilds(site),
    ownLog(site, `/aws/lambda/${site.names.schedule}`),
  ]);
}

/** What EventBridge Scheduler may do: call the schedule's function. */
export function schedulerPolicy(site: Site): Policy {
  const called = arnsOf(site).function(site.names.schedule);
  return policy([allow("CallSchedule", ["lambda:InvokeFunction"], [called])]);
}

/** Rows that tell what pipelines do, and none of the ledger's own. */
const activitiesAlone = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [activityPartition] } };

/** What the function of pipelines' events may do: keep their rows, look an execution's commit up, tell of failures, have waiting changes looked at. */
export function eventsPolicy(site: Site): Policy {
  const { ledger, pipelines } = arnsOf(site);
  const told = toldOfPipelines(site);
  return policy([
    allow("KeepActivities", ["dynamodb:GetItem", "dynamodb:UpdateItem"], [ledger], activitiesAlone),
    allow("FindCommits", ["codepipeline:GetPipelineExecution"], [pipelines.pipeline]),
    allow("MarkAsAsked", ["dynamodb:UpdateItem"], [ledger], marksAlone),
    ...wakeBuilds(site),
    allow("TellPipelineFailures", ["sns:Publish"], told ? [told] : []),
    ...answerApprovals(site),
    ownLog(site, `/aws/lambda/${site.names.events}`),
  ]);
}

/**
 * Of approvals that nobody needs to look at, by what the environment's review says. IAM knows no condition on what is answered, so the right ends at
 * the names of approvals (service authorization reference, AWS CodePipeline: a stage and an action follow the pipeline's name). No slash stands in
 * the pattern: what is before the first one must have no wildcard (IAM user guide, "Amazon Resource Names (ARNs)", "Incorrect wildcard usage").
 */
function answerApprovals(site: Site): Statement[] {
  if (site.deploymentsBucket === undefined) return [];
  const { pipeline } = arnsOf(site).pipelines;
  return [
    allow("SeeReviews", ["codepipeline:GetPipelineState", "codepipeline:ListActionExecutions"], [pipeline]),
    allow("AnswerApprovals", ["codepipeline:PutApprovalResult"], [`${pipeline}Approval`]),
  ];
}

/** The topic that is told of what fails in pipelines; undefined: none is. */
export function toldOfPipelines(site: Site): string | undefined {
  const { pipelineFailures } = site.settings.controller;
  if (pipelineFailures === "none") return undefined;
  return pipelineFailures === "notify" ? arnsOf(site).topic : pipelineFailures;
}

/** What the rule of failures may do: publish on their topic. */
export function failuresPolicy(site: Site): Policy {
  return policy([allow("TellFailures", ["sns:Publish"], [arnsOf(site).topic])]);
}

/** What the rules of pipelines may do: start pipelines. One role for all: each rule has the one pipeline that is its target. */
export function starterPolicy(site: Site): Policy {
  return policy([
    allow("StartPipelines", ["codepipeline:StartPipelineExecution"], [arnsOf(site).pipelines.pipeline]),
  ]);
}

/**
 * A build as its project is, and no other: whoever could say what it runs would be the reconciler. AWS knows these keys
 * where a call gives what they name in place of the project's (CodeBuild user guide, "AWS CodeBuild condition keys").
 */
function wakeBuilds(site: Site): Statement[] {
  const { project } = arnsOf(site);
  return [
    allow("SeeBuilds", ["codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject"], [project]),
    allow("WakeBuilds", ["codebuild:StartBuild"], [project], {
      Null: Object.fromEntries(overrides.map((name) => [`codebuild:${name}`, "true"])),
    }),
  ];
}

const overrides = [
  "environment.environmentVariables.name",
  "environment.image",
  "environment.privilegedMode",
  "environment.registryCredential",
  "secondarySources",
  "serviceRole",
  "source.auth.type",
  "source.buildspec",
  "source.location",
];

/** The group stands already; only streams are made (CodeBuild user guide, Lambda developer guide). */
export function ownLog(site: Site, group: string): Statement {
  const arn = arnsOf(site).logGroup(group);
  return allow("OwnLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [arn, `${arn}:*`]);
}
