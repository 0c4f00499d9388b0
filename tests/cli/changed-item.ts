import { randomUUID } from "node:crypto";
import { UpdatePipelineCommand } from "@aws-sdk/client-codepipeline";
import { awsClients, connect } from "../../controller/installation/index.js";
import {
  cdktfStackRunner,
  type KeyResult,
  type Reconciler,
  reconcileKeys,
  waitingIn,
} from "../../controller/reconciler/index.js";
import { systemClock } from "../../controller/records/index.js";
import { clientsOf } from "../../controller/repair/index.js";
import type { TestInstallation } from "../../testing/installation/installation.js";
import { modelOf } from "../../testing/items/compile.js";
import { declarationOf } from "../../testing/stack/declaration.js";
import type { RunningPipeline } from "./running-pipeline.js";

/**
 * Reconciles a pipeline as a build would, with the installation's ledger, table and kept configurations. What Terraform would do
 * is CodePipeline's own call: a provider takes longer to start, and cancels by the same.
 */
export async function reconcileRunning(
  { client, settings, toolchain, sandbox, stateDir }: TestInstallation,
  { client: codePipeline, pipeline: { repository, branch } }: RunningPipeline,
  whileRunning: "wait" | "supersede",
): Promise<KeyResult | undefined> {
  const connection = connect({ settings }, awsClients(client));
  const clients = { ...clientsOf(client), codePipeline };
  const { ledger, table } = connection;
  const tooled = { settings, toolchain, clients, workFolder: stateDir, timeoutMs: 60_000 };
  const place = { partition: "aws", region: settings.region, account: sandbox.accountId };
  const key = { repository, branch };
  const reconciler: Reconciler = {
    ledger,
    table,
    runner: {
      ...cdktfStackRunner({ ...connection, ...tooled }),
      deploy: async () => {
        const built = modelOf(await table.readItem(key), settings);
        const bucket = `${built.name}-${sandbox.accountId}`;
        await codePipeline.send(new UpdatePipelineCommand({ pipeline: declarationOf(built, place, bucket) }));
      },
    },
    waiting: waitingIn({
      ...{ ...connection, clients },
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
    return (await reconcileKeys([key], reconciler))[0]?.result;
  } finally {
    connection.close();
  }
}
