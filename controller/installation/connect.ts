import type { Settings } from "../../compiler/index.js";
import { type Builds, codeBuild } from "../dispatcher/index.js";
import {
  Activities,
  type ConfigTable,
  configTable,
  dynamoDbRows,
  Ledger,
  Overview,
  systemClock,
} from "../records/index.js";
import { Configurations, LockRows, Locks, Objects, Owners, StateStore } from "../state/index.js";
import { type AwsClients, awsClients } from "./aws-clients.js";
import { type ControlPlaneNames, controlPlaneNames } from "./names.js";

/** All parts of an installation that a command, a build or a test talks to. */
export interface Connection {
  readonly names: ControlPlaneNames;
  readonly clients: AwsClients;
  readonly table: ConfigTable;
  readonly ledger: Ledger;
  readonly activities: Activities;
  readonly overview: Overview;
  readonly objects: Objects;
  readonly states: StateStore;
  readonly locks: Locks;
  readonly configurations: Configurations;
  readonly owners: Owners;
  readonly builds: Builds;
  close(): void;
}

/** Puts the parts of an installation together, by its settings. Asks AWS for nothing yet. */
export function connect(
  { settings }: { readonly settings: Settings },
  clients: AwsClients = awsClients({ region: settings.region }, settings.centralAccount),
): Connection {
  const names = controlPlaneNames(settings);
  const objects = new Objects(clients.s3, names.stateBucket);
  const rows = settings.state.lock === "s3" ? undefined : new LockRows(clients.documents, names.lockTable);
  const records = dynamoDbRows(clients.documents, names.ledger);
  return {
    names,
    clients,
    table: configTable(clients.documents, names.table),
    ledger: new Ledger(records, systemClock),
    activities: new Activities(records, systemClock),
    overview: new Overview(records),
    objects,
    states: new StateStore(objects, rows),
    locks: new Locks(objects, rows),
    configurations: new Configurations(objects),
    owners: new Owners(objects),
    builds: codeBuild(clients.codeBuild, names.reconciler),
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
