import { randomUUID } from "node:crypto";
import type { Toolchain } from "../../toolchain/index.js";
import type { Connection, Installation } from "../installation/index.js";
import { type Attempt, type PipelineKey, systemClock } from "../records/index.js";
import { clientsOf, findOrphans } from "../repair/index.js";
import { type CdktfStackRunnerOptions, cdktfStackRunner } from "./cdktf-stack-runner.js";
import { failureEvents } from "./failure-events.js";
import type { Reconciler } from "./reconciler.js";
import { waitingIn } from "./waiting.js";

/** What the installation, the machine and the caller bring. */
export interface ReconcilerDeps
  extends Pick<Reconciler, "identity" | "signal" | "startsUntil" | "report" | "onLine"> {
  readonly installation: Installation;
  readonly connection: Connection;
  readonly toolchain: Toolchain;
  /** For outputs and Terraform's own files. */
  readonly workFolder: string;
}

/** Three heartbeats long. Once it ran out an owner's end is looked into: short, as that is all that it decides. */
const leaseMs = 120_000;

/** The reconciler of an installation, on AWS. */
export function assembleReconciler(deps: ReconcilerDeps): Reconciler {
  const { installation, connection, identity, signal, report, onLine } = deps;
  const { startsUntil = Number.POSITIVE_INFINITY } = deps;
  const { settings } = installation;
  const options = stackRunnerOptions(deps);
  return {
    ledger: connection.ledger,
    table: connection.table,
    runner: cdktfStackRunner(options),
    hasEnded: connection.builds.hasEnded,
    notifyFailure: failureEvents(connection.clients.eventBridge),
    identity,
    clock: systemClock,
    newId: randomUUID,
    leaseMs,
    parallel: settings.controller.parallel,
    mostPipelines: settings.limits.pipelines,
    waiting: waitingIn({ ...connection, settings, clients: options.clients }),
    signal,
    startsUntil,
    report,
    onLine,
  };
}

/** Looks, with the same parts, for what an attempt left in AWS. */
export function assembleOrphanFinder(deps: Omit<ReconcilerDeps, "identity" | "report" | "onLine">) {
  const options = stackRunnerOptions(deps);
  return (key: PipelineKey, attempt: Attempt) => findOrphans(key, attempt, options, deps);
}

function stackRunnerOptions({
  installation,
  connection,
  toolchain,
  workFolder,
}: Pick<
  ReconcilerDeps,
  "installation" | "connection" | "toolchain" | "workFolder"
>): CdktfStackRunnerOptions {
  const { settings } = installation;
  return {
    settings,
    toolchain,
    states: connection.states,
    configurations: connection.configurations,
    owners: connection.owners,
    activities: connection.activities,
    clients: clientsOf({ region: settings.region }, settings.centralAccount),
    workFolder,
    timeoutMs: settings.controller.runTimeoutMinutes * 60_000,
  };
}
