import type { Scheduler } from "fast-check";
import { askAgain, type Builds, dispatch, runSchedule } from "../../controller/dispatcher/index.js";
import { handle } from "../../controller/events/index.js";
import { reconcilePending, type StackRunner, type Waiting } from "../../controller/reconciler/index.js";
import {
  Activities,
  type Clock,
  type Haste,
  isPending,
  itemDigest,
  keyAttributes,
  keyText,
  Ledger,
  memoryRows,
  type PipelineKey,
  type Rows,
  type TableItem,
  timestamp,
} from "../../controller/records/index.js";
import { Cuts, waitLimits } from "./cuts.js";
import { eventPlace, ModelExecutions, modelLayout, pipelineOf } from "./executions.js";
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
  readonly waiting?: (waiting: Waiting) => Waiting;
}

const leaseMs = 60_000;
/** So that a second build comes even for one pipeline: the protocol must bear more builds than are of use. */
const limits = { builds: 2, pipelinesPerBuild: 0.5 };

/** Nothing in the model waits for anything but promises, which are all dealt with before the next turn of Node's loop. */
const allThatFollows = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The whole protocol: the real dispatcher, schedule, reconciler and ledger in processes that can be killed. */
export class World {
  readonly items = new Map<string, TableItem>();
  /** Whose change is not to wait. */
  readonly hastes = new Map<string, Haste>();
  readonly executions = new ModelExecutions(() => this.#now);
  readonly cuts = new Cuts(this.executions, () => this.#now);
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
    this.infrastructure = new Infrastructure(seams.terraformSteps ?? 1, this.cuts);
  }

  put(key: PipelineKey, valid: boolean, isInHaste = false): void {
    this.#versions += 1;
    const item = { ...keyAttributes(key), Version: this.#versions, Valid: valid };
    if (isInHaste) this.hastes.set(keyText(key), { item: itemDigest(item), at: timestamp(this.#now) });
    this.cuts.changed(keyText(key), isInHaste ? String(this.#versions) : undefined);
    this.items.set(keyText(key), item);
  }

  delete(key: PipelineKey): void {
    this.items.delete(keyText(key));
    this.cuts.changed(keyText(key), undefined);
  }

  /** What an execution of a pipeline has come to is told so often; each event goes its own way. */
  tell(key: PipelineKey, times: number): void {
    for (const event of this.executions.eventsOf(keyText(key)))
      for (let time = 0; time < times; time++) this.#hear(event);
  }

  #hear(event: unknown): void {
    const process = this.#process("events");
    const parts = this.#parts(process);
    const told = handle(event, {
      activities: new Activities(this.#rowsSeenBy(process), parts.clock),
      findCommit: async () => undefined,
      askAgain: (key) => askAgain(key, parts),
      place: eventPlace,
      clock: parts.clock,
      pause: () => process.remote("pause", async () => {}),
      report: () => {},
    });
    void told.finally(() => process.end()).catch(() => {});
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
    await this.idle();
    for (let ticks = 0; ticks < 12; ticks++) {
      this.pass(2 * 60 * 60_000, false);
      this.tick();
      await this.idle();
      if (await this.#isAtRest()) return true;
    }
    return false;
  }

  /** Step after step, each once all is done that follows from the last. `waitIdle` lets fifty turns go by for that. */
  async idle(): Promise<void> {
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
        this.cuts.look(keyText(key), process);
        const item = this.items.get(keyText(key));
        looked.set(keyText(key), item && (item.Valid ? String(item.Version) : "invalid"));
        return item;
      });
    const run = reconcilePending({
      ...parts,
      table: { readItem },
      runner: this.#runner(process, looked),
      waiting: this.#waiting(process),
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

  #waiting(process: ModelProcess): Waiting {
    const activities = new Activities(this.#rowsSeenBy(process), this.#clockOf(process));
    const waiting: Waiting = {
      limits: waitLimits,
      hasteOf: (key) => process.remote("read haste", async () => this.hastes.get(keyText(key))),
      forgetHaste: (key, haste) =>
        process.remote("forget haste", async () => {
          if (this.hastes.get(keyText(key)) === haste) this.hastes.delete(keyText(key));
        }),
      mayWait: async () => true,
      atWork: (key) => process.remote("look at executions", async () => this.executions.atWork(keyText(key))),
      listen: (key, awaited) => activities.expect(pipelineOf(keyText(key)), awaited),
    };
    return this.seams.waiting?.(waiting) ?? waiting;
  }

  #runner(process: ModelProcess, looked: Map<string, string | undefined>): StackRunner {
    const activities = new Activities(this.#rowsSeenBy(process), this.#clockOf(process));
    const open = (key: PipelineKey) => activities.open(key, pipelineOf(keyText(key)), modelLayout);
    const runner = this.infrastructure.runner(process, looked, open);
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
