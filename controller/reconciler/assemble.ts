import { randomUUID } from "node:crypto";
import type { Toolchain } from "../../toolchain/index.js";
import { codeBuild } from "../dispatcher/index.js";
import { type AwsClients, controlPlaneNames, type Installation } from "../installation/index.js";
import {
  type Attempt,
  configTable,
  dynamoDbRows,
  Ledger,
  type PipelineKey,
  systemClock,
} from "../records/index.js";
import { clientsOf, findOrphans } from "../repair/index.js";
import { Configurations, LockRows, Objects, StateStore } from "../state/index.js";
import { type CdktfStackRunnerOptions, cdktfStackRunner } from "./cdktf-stack-runner.js";
import { failureEvents } from "./failure-events.js";
import type { Reconciler } from "./reconciler.js";

/** What the installation, the machine and the caller bring. */
export interface ReconcilerDeps
  extends Pick<Reconciler, "identity" | "signal" | "startsUntil" | "report" | "onLine"> {
  readonly installation: Installation;
  readonly clients: AwsClients;
  readonly toolchain: Toolchain;
  /** For outputs and Terraform's own files. */
  readonly workFolder: string;
}

/** Three heartbeats long. Once it ran out an owner's end is looked into: short, as that is all that it decides. */
const leaseMs = 120_000;

/** The reconciler of an installation, on AWS. */
export function assembleReconciler(site: ReconcilerDeps): Reconciler {
  const { installation, clients, identity, signal, report, onLine } = site;
  const { startsUntil = Number.POSITIVE_INFINITY } = site;
  const { settings } = installation;
  const names = controlPlaneNames(settings);
  return {
    ledger: new Ledger(dynamoDbRows(clients.documents, names.ledger), systemClock),
    table: configTable(clients.documents, names.table),
    runner: cdktfStackRunner(stackRunnerOptions(site)),
    hasEnded: codeBuild(clients.codeBuild, names.reconciler).hasEnded,
    notifyFailure: failureEvents(clients.eventBridge),
    identity,
    clock: systemClock,
    newId: randomUUID,
    leaseMs,
    parallel: settings.controller.parallel,
    signal,
    startsUntil,
    report,
    onLine,
  };
}

/** Looks, at the same site, for what an attempt left in AWS. */
export function assembleOrphanFinder(site: Omit<ReconcilerDeps, "identity" | "report" | "onLine">) {
  const options = stackRunnerOptions(site);
  return (key: PipelineKey, attempt: Attempt) => findOrphans(key, attempt, options, site);
}

function stackRunnerOptions({
  installation,
  clients,
  toolchain,
  workFolder,
}: Pick<ReconcilerDeps, "installation" | "clients" | "toolchain" | "workFolder">): CdktfStackRunnerOptions {
  const { settings } = installation;
  const { stateBucket, lockTable } = controlPlaneNames(settings);
  const objects = new Objects(clients.s3, stateBucket);
  const rows = settings.state.lock === "s3" ? undefined : new LockRows(clients.documents, lockTable);
  return {
    settings,
    toolchain,
    states: new StateStore(objects, rows),
    configurations: new Configurations(objects),
    clients: clientsOf({ region: settings.region }),
    workFolder,
    timeoutMs: settings.controller.runTimeoutMinutes * 60_000,
  };
}
