import { setTimeout } from "node:timers/promises";
import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseArn } from "../../compiler/iam/index.js";
import { askAgain, codeBuild } from "../dispatcher/index.js";
import { Activities, dynamoDbRows, jsonReport, Ledger, systemClock } from "../records/index.js";
import { approvalCallsOf } from "./approval-calls.js";
import { findCommitOf } from "./commits.js";
import { readEventsEnvironment } from "./environment.js";
import { approvalGate } from "./gate.js";
import { type EventsParts, handle } from "./handle.js";
import { publishTo } from "./publish.js";

/** The Lambda's program: what stands here lives as long as its process, and serves one call after the other. */
const { ledger, project, limits, place, topic, approvals } = readEventsEnvironment(process.env);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const rows = dynamoDbRows(documents, ledger);
const report = jsonReport((line) => process.stdout.write(`${line}\n`));
const asker = {
  ledger: new Ledger(rows, systemClock),
  builds: codeBuild(new CodeBuildClient({}), project),
  limits,
  report,
};
const pipelines = new CodePipelineClient({});
const pause = (ms: number) => setTimeout(ms);
const parts: EventsParts = {
  activities: new Activities(rows, systemClock),
  findCommit: findCommitOf(pipelines),
  ...(topic !== undefined && {
    publish: publishTo(new SNSClient({ region: parseArn(topic)?.region ?? place.region }), topic),
  }),
  ...(approvals !== undefined && {
    gate: approvalGate({ calls: approvalCallsOf(pipelines), limits: approvals, pause }),
  }),
  place,
  clock: systemClock,
  pause,
  askAgain: (key) => askAgain(key, asker),
  report,
};

/** Called by the rule of pipelines' events. */
export const events = (event: unknown) => handle(event, parts);
