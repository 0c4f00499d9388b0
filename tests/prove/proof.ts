import type { Settings } from "../../compiler/settings/index.js";
import type { Connection } from "../../controller/installation/index.js";
import type { LedgerRecord, PipelineKey, TableItem } from "../../controller/records/index.js";
import type { Person } from "./people.js";
import type { Access, Place } from "./place.js";
import type { Ran } from "./run-command.js";

/** One installation under a prefix of its own, and who works on it. All claims speak of it. */
export interface Proof {
  readonly settings: Settings;
  readonly central: Place;
  readonly target: Place;
  /** The pipeline that is made, run, changed and destroyed. */
  readonly key: PipelineKey;
  /** The credentials of the target account. */
  readonly targetAccess: Access;
  /** The credentials that were given. */
  readonly access: Access;
  /** The installation's parts, with those credentials. */
  readonly connection: Connection;
  /** Of a connection of CodeConnections, if there is one to try. */
  readonly source: string | undefined;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Runs a command as an operator or an editor of the installation. Throws with its last words unless it ends with 0. */
  run(role: Person, ...args: string[]): Promise<Ran>;
  /** Runs it with the credentials that were given; whatever its exit code. */
  tryOut(...args: string[]): Promise<Ran>;
  /** As the editor puts it. */
  put(item: TableItem): Promise<void>;
  /** What the ledger says once the item as it is now has been dealt with; undefined: it has forgotten the pipeline. */
  settled(key: PipelineKey): Promise<LedgerRecord | undefined>;
}
