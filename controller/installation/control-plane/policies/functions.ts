import { type Policy, policy, type Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/** What the stream's function may do: read the stream, mark pipelines as asked, start builds, set failures aside. */
export function dispatcherPolicy(site: Site): Policy {
  const arns = arnsOf(site);
  return policy([
    {
      Sid: "ReadStream",
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: [`${arns.table}/stream/*`],
    },
    { Sid: "FindStream", Effect: "Allow", Action: ["dynamodb:ListStreams"], Resource: ["*"] },
    { Sid: "MarkAsAsked", Effect: "Allow", Action: ["dynamodb:UpdateItem"], Resource: [arns.ledger] },
    wakeBuilds(site),
    { Sid: "SetRecordsAside", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [arns.queue] },
    ownLog(site, `/aws/lambda/${site.names.dispatcher}`),
  ]);
}

/** What the schedule's function may do: compare table and ledger, mark, start builds. */
export function schedulePolicy(site: Site): Policy {
  const { table, ledger } = arnsOf(site);
  return policy([
    { Sid: "ReadTable", Effect: "Allow", Action: ["dynamodb:Scan"], Resource: [table] },
    {
      Sid: "CompareAndMark",
      Effect: "Allow",
      Action: ["dynamodb:Scan", "dynamodb:UpdateItem"],
      Resource: [ledger],
    },
    wakeBuilds(site),
    ownLog(site, `/aws/lambda/${site.names.schedule}`),
  ]);
}

/** What EventBridge Scheduler may do: call the schedule's function. */
export function schedulerPolicy(site: Site): Policy {
  const called = arnsOf(site).function(site.names.schedule);
  return policy([
    { Sid: "CallSchedule", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [called] },
  ]);
}

function wakeBuilds(site: Site): Statement {
  return {
    Sid: "WakeBuilds",
    Effect: "Allow",
    Action: ["codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject", "codebuild:StartBuild"],
    Resource: [arnsOf(site).project],
  };
}

/** The group stands already; only streams are made (CodeBuild user guide, Lambda developer guide). */
export function ownLog(site: Site, group: string): Statement {
  const arn = arnsOf(site).logGroup(group);
  return {
    Sid: "OwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: [arn, `${arn}:*`],
  };
}
