import { rm } from "node:fs/promises";
import { endProcesses } from "../../builds/index.js";
import type { CodeSuiteContext, Place, Table } from "../core/index.js";
import { uuidOf } from "./build.js";
import { CredentialsEndpoint } from "./credentials-endpoint.js";
import { emitQuietly, stateChange } from "./events.js";
import { Execution } from "./execution.js";
import { buildLimit, type CodeBuildSettings } from "./settings.js";
import { Slots } from "./slots.js";
import { type BuildRecord, type PhaseOfRecord, tablesOf } from "./state.js";

interface ActiveBuild {
  readonly place: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Runs builds beside each other, within the account's limit, and ends those that are left at the close. */
export class BuildRunner {
  readonly #context: CodeSuiteContext;
  readonly #settings: CodeBuildSettings;
  readonly #active = new Map<string, ActiveBuild>();
  readonly #slots = new Map<string, Slots>();
  readonly #endpoint = new CredentialsEndpoint();
  readonly #recovered = new Map<string, Promise<void>>();

  constructor(context: CodeSuiteContext, settings: CodeBuildSettings) {
    this.#context = context;
    this.#settings = settings;
  }

  /** The builds of a place. Those that an earlier sandbox left running are told as ended. */
  buildsOf(place: Place): Table<BuildRecord> {
    const { builds } = tablesOf(this.#context, place);
    const key = keyOf(place);
    if (!this.#recovered.has(key)) this.#recovered.set(key, this.#recover(builds, place));
    return builds;
  }

  /** The builds that run, or wait to. One that has ended takes no place while it is cleared away and told of. */
  runningIn(place: Place): BuildRecord[] {
    const builds = this.buildsOf(place);
    const here = [...this.#active].filter(([, build]) => build.place === keyOf(place));
    return here.flatMap(([id]) => builds.get(id) ?? []).filter(({ buildComplete }) => !buildComplete);
  }

  start(buildId: string, place: Place): void {
    const [context, settings] = [this.#context, this.#settings];
    const stop = new AbortController();
    const slots = this.#slotsOf(place);
    const shared = { context, settings, slots, endpoint: this.#endpoint };
    const execution = new Execution({ ...shared, place, buildId, signal: stop.signal });
    const ended = execution.run().finally(() => this.#active.delete(buildId));
    this.#active.set(buildId, { place: keyOf(place), stop, ended });
  }

  stop(buildId: string): void {
    this.#active.get(buildId)?.stop.abort();
  }

  async close(): Promise<void> {
    const active = [...this.#active.values()];
    for (const { stop } of active) stop.abort();
    await Promise.allSettled([...active.map(({ ended }) => ended), ...this.#recovered.values()]);
    await this.#endpoint.close();
  }

  #slotsOf(place: Place): Slots {
    const key = keyOf(place);
    const slots = this.#slots.get(key) ?? new Slots(buildLimit(this.#settings, place.accountId));
    this.#slots.set(key, slots);
    return slots;
  }

  async #recover(builds: Table<BuildRecord>, place: Place): Promise<void> {
    const lost = builds.list().filter((build) => !build.buildComplete && !this.#active.has(build.id));
    const ended = lost.map((build) => endedByRestart(build, this.#context.now().toISOString()));
    for (const build of ended) builds.put(build.id, build);
    for (const build of ended) {
      await endProcesses({ mark: uuidOf(build), workDir: build.workDir }, this.#settings.graceMs);
      await rm(build.workDir, { recursive: true, force: true });
      await emitQuietly(this.#context, stateChange(build, place));
    }
  }
}

function endedByRestart(build: BuildRecord, now: string): BuildRecord {
  const contexts = [{ statusCode: "INTERNAL_ERROR", message: "The sandbox ended while the build ran" }];
  const phases = build.phases.map(
    (phase): PhaseOfRecord =>
      phase.phaseStatus === undefined ? { ...phase, phaseStatus: "FAULT", endTime: now, contexts } : phase,
  );
  return {
    ...build,
    phases: [...phases, { phaseType: "COMPLETED", startTime: now }],
    currentPhase: "COMPLETED",
    buildStatus: "FAULT",
    buildComplete: true,
    endTime: now,
  };
}

function keyOf({ accountId, region }: Place): string {
  return `${accountId}/${region}`;
}
