import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { cdktfStackRunner, reconcileKeys } from "../../controller/reconciler/index.js";
import {
  Activities,
  configTable,
  dynamoDbRows,
  Ledger,
  systemClock,
} from "../../controller/records/index.js";
import { clientsOf } from "../../controller/repair/index.js";
import { Configurations, LockRows, Objects, Owners, StateStore } from "../../controller/state/index.js";
import { openToolchain } from "../../toolchain/index.js";
import { leaseMs, type Task } from "./task.js";

/** Reconciles one pipeline as a build would, and prints what came of it as a line of JSON. */
async function reconcile({ settings, key, ledger, workFolder }: Task): Promise<void> {
  const config = { region: settings.region, endpoint: process.env.AWS_ENDPOINT_URL ?? "" };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const objects = new Objects(new S3Client({ ...config, forcePathStyle: true }), settings.state.bucket);
  const toolchain = await openToolchain({ env: process.env, cwd: process.cwd() }, workFolder);
  const results = await reconcileKeys([key], {
    ledger: new Ledger(dynamoDbRows(documents, ledger), systemClock),
    table: configTable(documents, settings.table),
    runner: cdktfStackRunner({
      settings,
      toolchain,
      workFolder,
      states: new StateStore(objects, new LockRows(documents, settings.state.lockTable)),
      configurations: new Configurations(objects),
      owners: new Owners(objects),
      activities: new Activities(dynamoDbRows(documents, ledger), systemClock),
      clients: clientsOf(config),
      timeoutMs: 300_000,
    }),
    // The test starts a run only when the one before has ended.
    hasEnded: async () => true,
    identity: { owner: `test/${process.pid}`, who: `${userInfo().username}@${hostname()}` },
    clock: systemClock,
    newId: randomUUID,
    leaseMs,
    parallel: 1,
    signal: new AbortController().signal,
    report: (event, details) => process.stderr.write(`${JSON.stringify({ event, ...details })}\n`),
    onLine: (_, line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(JSON.stringify(results[0]?.result));
}

await reconcile(JSON.parse(process.argv[2] ?? ""));
