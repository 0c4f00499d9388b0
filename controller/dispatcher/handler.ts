import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { configTable, dynamoDbRows, jsonReport, Ledger, systemClock } from "../records/index.js";
import { codeBuild } from "./codebuild.js";
import { dispatch } from "./dispatch.js";
import { readEnvironment } from "./environment.js";
import { runSchedule } from "./schedule.js";
import type { StreamEvent } from "./stream.js";

/** The Lambda's program: what stands here lives as long as its process, and serves one call after the other. */
const { table, ledger, project, limits } = readEnvironment(process.env);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const parts = {
  table: configTable(documents, table),
  ledger: new Ledger(dynamoDbRows(documents, ledger), systemClock),
  builds: codeBuild(new CodeBuildClient({}), project),
  limits,
  clock: systemClock,
  report: jsonReport((line) => process.stdout.write(`${line}\n`)),
};

/** Called by the event source mapping. */
export const stream = (event: StreamEvent) => dispatch(event, parts);

/** Called by the schedule. */
export const schedule = () => runSchedule(parts);
