import type { Scheduler } from "fast-check";
import { type Builds, dispatch, runSchedule } from "../../controller/dispatcher/index.js";
import { reconcilePending, type StackRunner } from "../../controller/reconciler/index.js";
import {
  type Clock,
  isPending,
  itemDigest,
  keyAttributes,
  keyText,
  Ledger,
  memoryRows,
  type PipelineKey,
  type Rows,
  type TableItem,
} from "../../controller/records/index.js";
import { ModelCodeBuild } from "./fleet.js";
import { Infrastructure } from "./infrastructure.js";
import { Marks } from "./marks.js";
import { ModelProcess } from "./process.js";

/** Where a test can put a broken part in place of a sound one, or a slow one in place of a quick one. */
export interface Seams {
  readonly terraformSteps?: number;
  readonly rows?: (rows: Rows) => Rows;
  readonly hasEnded?: Builds["hasEnded"];
  readonly runner?: (runner: StackRunner) => StackRunner;
}

const leaseMs = 60_000;
/** So that a second build comes even for one pipeline: the protocol must bear more builds than are of use. */
const limits = { builds: 2, pipelinesPerBuild: 0.5 };

/** Nothing in the model waits for anything but promises, which are all dealt with before the next turn of Node's loop. */
const allThatFollows = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The whole protocol: the real dispatcher, schedule, reconciler and ledger in processes that can be killed. */
export class World {
  readonly items = new Map<string, TableItem>();
  readonly infrastructure: Infrastructure;
  readonly fleet = new ModelCodeBuild(limits.builds, (owner) => this.#launch(owner));
  readonly marks = new Marks(memoryRows());
  readonly #processes: ModelProcess[] = [];
  #now = 0;
  #versions = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly seams: Seams = {},
  ) {
    this.infrastructure = new Infrastructure(seams.terraformSteps ?? 1);
  }

  put(key: PipelineKey, valid: boolean): void {
    this.#versions += 1;
    this.items.set(keyText(key), { ...keyAttributes(key), Version: this.#versions, Valid: valid });
  }

  delete(key: PipelineKey): void {
    this.items.delete(keyText(key));
  }

  /** A record of the stream; it may come twice, late, or never. */
  deliver(key: PipelineKey): void {
    const process = this.#process("dispatcher");
    const { repository, branch } = key;
    const Keys = { RepoName: { S: repository }, RepoTag: { S: branch } };
    const event = { Records: [{ dynamodb: { Keys, SequenceNumber: "1" } }] };
    void dispatch(event, this.#parts(process)).then(() => process.end());
  }

  tick(): void {
    const process = this.#process("schedule");
    const scanDigests = () => process.remote("scan table", async () => this.#digests());
    void runSchedule({ ...this.#parts(process), table: { scanDigests } }).then(() => process.end());
  }

  kill(index: number, delay: number | undefined): void {
    const alive = this.#processes.filter((process) => process.alive);
    alive[index % Math.max(alive.length, 1)]?.kill(delay);
  }

  /** Without heartbeats every owner is a slow one. */
  pass(milliseconds: number, heartbeats: boolean): void {
    this.#now += milliseconds;
    for (const process of heartbeats ? this.#processes : []) process.tick();
  }

  /** The schedule runs until there is nothing left to do. False when that never comes. */
  async rest(): Promise<boolean> {
    await this.#idle();
    for (let ticks = 0; ticks < 12; ticks++) {
      this.pass(2 * 60 * 60_000, false);
      this.tick();
      await this.#idle();
      if (await this.#isAtRest()) return true;
    }
    return false;
  }

  /** Step after step, each once all is done that follows from the last. `waitIdle` lets fifty turns go by for that. */
  async #idle(): Promise<void> {
    for (await allThatFollows(); this.scheduler.count() > 0; await allThatFollows()) {
      await this.scheduler.waitOne();
    }
  }

  async #isAtRest(): Promise<boolean> {
    const records = await new Ledger(this.marks.rows, this.#clockOf()).list();
    return this.fleet.running === 0 && !records.some(isPending);
  }

  #launch(owner: string): ModelProcess {
    const process = this.#process(owner);
    const looked = new Map<string, string | undefined>();
    let leases = 0;
    const parts = this.#parts(process);
    const readItem = (key: PipelineKey) =>
      process.remote("read item", async () => {
        this.marks.look(key);
        const item = this.items.get(keyText(key));
        looked.set(keyText(key), item && (item.Valid ? String(item.Version) : "invalid"));
        return item;
      });
    const run = reconcilePending({
      ...parts,
      table: { readItem },
      runner: this.#runner(process, looked),
      hasEnded: this.seams.hasEnded ?? parts.builds.hasEnded,
      identity: { owner, who: `root@${owner}` },
      newId: () => `${owner} lease ${leases++}`,
      leaseMs,
      parallel: 2,
      signal: new AbortController().signal,
      onLine: () => {},
    });
    void run.then(() => process.end());
    return process;
  }

  #runner(process: ModelProcess, looked: Map<string, string | undefined>): StackRunner {
    const runner = this.infrastructure.runner(process, looked);
    return this.seams.runner?.(runner) ?? runner;
  }

  #parts(process: ModelProcess) {
    const clock = this.#clockOf(process);
    return {
      ledger: new Ledger(this.#rowsSeenBy(process), clock),
      builds: this.fleet.seenBy(process),
      limits,
      clock,
      report: () => {},
    };
  }

  #rowsSeenBy(process: ModelProcess): Rows {
    const rows = this.seams.rows?.(this.marks.rows) ?? this.marks.rows;
    return {
      read: (key) => process.remote("read ledger", () => rows.read(key)),
      scan: () => process.remote("scan ledger", () => rows.scan()),
      ofRepository: (repository) => process.remote("query ledger", () => rows.ofRepository(repository)),
      update: (...change) => process.remote("write ledger", () => rows.update(...change)),
      remove: (...removal) => process.remote("remove from ledger", () => rows.remove(...removal)),
    };
  }

  #clockOf(process?: ModelProcess): Clock {
    return { now: () => this.#now, every: (_, task) => process?.every(task) ?? (() => {}) };
  }

  #process(name: string): ModelProcess {
    const process = new ModelProcess(name, this.scheduler);
    this.#processes.push(process);
    return process;
  }

  #digests() {
    return [...this.items.values()].map((item) => ({
      key: { repository: String(item.RepoName), branch: String(item.RepoTag) },
      digest: itemDigest(item),
    }));
  }
}
