import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { codeBuild } from "../../../controller/dispatcher/index.js";
import { reconcilePending } from "../../../controller/reconciler/index.js";
import {
  configTable,
  dynamoDbRows,
  jsonReport,
  Ledger,
  systemClock,
} from "../../../controller/records/index.js";
import { Configurations, LockRows, Objects, StateStore } from "../../../controller/state/index.js";
import { readOrders } from "./orders.js";
import { plainStackRunner } from "./plain-stack-runner.js";

/** What a build runs: the reconciler as it is shipped, but for what it deploys. */
async function main(): Promise<void> {
  const orders = readOrders(process.env);
  const owner = process.env.CODEBUILD_BUILD_ARN ?? "";
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const objects = new Objects(new S3Client({ forcePathStyle: true }), orders.bucket);
  const ledger = new Ledger(dynamoDbRows(documents, orders.ledger), systemClock);
  if (orders.broken === "no-attempt") ledger.recordAttempt = async () => true;
  const expired = async () => true;
  await reconcilePending({
    ledger,
    table: configTable(documents, orders.table),
    runner: plainStackRunner({
      orders,
      owner,
      states: new StateStore(objects, new LockRows(documents, orders.lockTable)),
      configurations: new Configurations(objects),
    }),
    hasEnded:
      orders.broken === "believes-expiry"
        ? expired
        : codeBuild(new CodeBuildClient({}), "unused: only asked for ends").hasEnded,
    identity: { owner, who: `${userInfo().username}@${hostname()}` },
    clock: systemClock,
    newId: randomUUID,
    leaseMs: orders.leaseMs,
    parallel: orders.parallel,
    signal: new AbortController().signal,
    report: jsonReport((line) => process.stdout.write(`${line}\n`)),
    onLine: ({ branch }, line) => process.stdout.write(`${branch}: ${line}\n`),
  });
}

await main();
