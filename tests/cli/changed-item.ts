import { randomUUID } from "node:crypto";
import { UpdatePipelineCommand } from "@aws-sdk/client-codepipeline";
import { parseItem } from "../../compiler/index.js";
import { buildPipeline } from "../../compiler/pipeline/index.js";
import { awsClients, connect } from "../../controller/installation/index.js";
import {
  cdktfStackRunner,
  type KeyResult,
  type Reconciler,
  reconcileKeys,
  waitingIn,
} from "../../controller/reconciler/index.js";
import { type PipelineKey, systemClock } from "../../controller/records/index.js";
import { clientsOf } from "../../controller/repair/index.js";
import type { TestInstallation } from "../../testing/installation/installation.js";
import { declarationOf } from "../../testing/stack/declaration.js";
import type { RunningPipeline } from "./running-pipeline.js";

/**
 * Reconciles a pipeline as a build would, with the installation's ledger, table and kept configurations. What Terraform would do
 * is CodePipeline's own call: a provider takes longer to start, and cancels by the same.
 */
export async function reconcileRunning(
  { client, settings, toolchain, sandbox, stateDir }: TestInstallation,
  { client: codePipeline, pipeline }: RunningPipeline,
  whileRunning: "wait" | "supersede",
): Promise<KeyResult | undefined> {
  const connection = connect({ settings }, awsClients(client));
  const clients = { ...clientsOf(client), codePipeline };
  const table = connection.table;
  const tooled = { settings, toolchain, clients, workFolder: stateDir, timeoutMs: 60_000 };
  const place = { partition: "aws", region: settings.region, account: sandbox.accountId };
  const key: PipelineKey = pipeline;
  const reconciler: Reconciler = {
    ledger: connection.ledger,
    table,
    runner: {
      ...cdktfStackRunner({ ...connection, ...tooled }),
      deploy: async () => {
        const built = buildPipeline(parseItem(await table.readItem(key), { settings }), { settings });
        const bucket = `${built.name}-${sandbox.accountId}`;
        await codePipeline.send(new UpdatePipelineCommand({ pipeline: declarationOf(built, place, bucket) }));
      },
    },
    waiting: waitingIn({
      ...{ ...connection, table, clients },
      settings: { ...settings, controller: { ...settings.controller, whileRunning } },
    }),
    hasEnded: async () => true,
    identity: { owner: "test", who: "root@test" },
    clock: systemClock,
    newId: randomUUID,
    leaseMs: 120_000,
    parallel: 1,
    signal: new AbortController().signal,
    report: () => {},
    onLine: () => {},
  };
  try {
    return (await reconcileKeys([{ repository: key.repository, branch: key.branch }], reconciler))[0]?.result;
  } finally {
    connection.close();
  }
}
