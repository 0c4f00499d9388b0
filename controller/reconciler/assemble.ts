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
import { clientsOf, findLeftBehind } from "../repair/index.js";
import { Configurations, LockRows, Objects, StateStore } from "../state/index.js";
import { type CdktfWorkshopOptions, cdktfWorkshop } from "./cdktf-workshop.js";
import { failureEvents } from "./failure-events.js";
import type { Reconciler } from "./reconciler.js";

/** What the installation, the machine and the caller bring. */
export interface Site extends Pick<Reconciler, "identity" | "signal" | "beginsUntil" | "report" | "onLine"> {
  readonly installation: Installation;
  readonly clients: AwsClients;
  readonly toolchain: Toolchain;
  /** For outputs and Terraform's own files. */
  readonly workFolder: string;
}

/** Three heartbeats long. Once it ran out an owner's end is looked into: short, as that is all that it decides. */
const leaseMs = 120_000;

/** The reconciler of an installation, on AWS. */
export function assembleReconciler(site: Site): Reconciler {
  const { installation, clients, identity, signal, report, onLine } = site;
  const { beginsUntil = Number.POSITIVE_INFINITY } = site;
  const { settings } = installation;
  const names = controlPlaneNames(settings);
  return {
    ledger: new Ledger(dynamoDbRows(clients.documents, names.ledger), systemClock),
    table: configTable(clients.documents, names.table),
    workshop: cdktfWorkshop(workshopOptions(site)),
    hasEnded: codeBuild(clients.codeBuild, names.reconciler).hasEnded,
    tellFailure: failureEvents(clients.eventBridge),
    identity,
    clock: systemClock,
    newId: randomUUID,
    leaseMs,
    parallel: settings.controller.parallel,
    signal,
    beginsUntil,
    report,
    onLine,
  };
}

/** Looks, at the same site, for what an attempt left in AWS. */
export function assembleLook(site: Omit<Site, "identity" | "report" | "onLine">) {
  const options = workshopOptions(site);
  return (key: PipelineKey, attempt: Attempt) => findLeftBehind(key, attempt, options, site);
}

function workshopOptions({
  installation,
  clients,
  toolchain,
  workFolder,
}: Pick<Site, "installation" | "clients" | "toolchain" | "workFolder">): CdktfWorkshopOptions {
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
