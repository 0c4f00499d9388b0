import type { StackRunner } from "../../controller/reconciler/index.js";
import { keyText, type PipelineKey, type StateMark } from "../../controller/records/index.js";
import type { Cuts } from "./cuts.js";
import type { ModelProcess } from "./process.js";

/** What is in AWS for a pipeline: an output's digest, or what an unfinished run left. */
export type ModelDeployment = { readonly digest: string } | "partial";

/**
 * AWS and Terraform of the model. Without a lock of Terraform's: the protocol alone must keep runs apart. States are
 * written late: what a run made before it was killed is in none, and stands in the way of the next.
 */
export class Infrastructure {
  readonly applied = new Map<string, ModelDeployment>();
  /** By pipeline: the outputs of which something is in AWS and in no state. */
  readonly orphans = new Map<string, Set<string>>();
  readonly states = new Map<string, StateMark>();
  readonly violations: string[] = [];
  readonly #running = new Map<string, ModelProcess>();
  #serial = 0;
  #failures = 0;

  /** How long a run of Terraform takes, in steps of others. */
  constructor(
    private readonly terraformSteps: number,
    private readonly cuts: Cuts,
  ) {}

  /** The next run of Terraform gives up halfway. */
  failNext(): void {
    this.#failures += 1;
  }

  /** A stack runner in one process. `looked` is the item that the process saw last; `open` has events heard. */
  runner(
    process: ModelProcess,
    looked: Map<string, string | undefined>,
    open: (key: PipelineKey) => Promise<void>,
  ): StackRunner {
    return {
      compile: async ({ Version, Valid }) =>
        Valid
          ? { ok: true, output: { digest: String(Version), tools: {}, stack: "stack", folder: "out" } }
          : { ok: false, reason: "not valid", hint: "make it valid" },
      claim: async () => undefined,
      stateOf: (key) => process.remote("state", async () => this.states.get(keyText(key))),
      keep: async (key, { digest }) => {
        await open(key);
        return process.remote("keep", async () => digest);
      },
      recover: (key, { configuration }) =>
        process.local("adopt orphans", () => {
          this.#begin(keyText(key), process);
          this.#end(keyText(key), process);
          this.#orphansOf(key).delete(configuration);
          return { done: [], foreign: [] };
        }),
      subscriptions: async () => ({ pending: [], gone: [] }),
      deploy: (key, { digest }) =>
        this.#terraform(key, process, digest, () => {
          if (looked.get(keyText(key)) !== digest) this.violations.push(`${digest} applied, not looked at`);
          return { digest };
        }),
      destroy: (key) =>
        this.#terraform(key, process, undefined, () => {
          if (looked.get(keyText(key)) !== undefined) this.violations.push("destroyed in spite of an item");
          return undefined;
        }),
      clear: async (key) => {
        const seen = await process.remote("look at state", async () => this.states.get(keyText(key)));
        await process.remote("clear", async () => this.#clear(keyText(key), seen));
      },
      repair: () => process.remote("mend", async () => {}),
    };
  }

  /** `making`: the output that is applied, if one is. */
  async #terraform(
    key: PipelineKey,
    process: ModelProcess,
    making: string | undefined,
    finish: () => ModelDeployment | undefined,
  ): Promise<void> {
    const name = keyText(key);
    const orphans = this.#orphansOf(key);
    const isBlocked = making !== undefined && orphans.size > 0;
    await process.local("terraform starts", () => this.#begin(name, process));
    for (let step = 0; step < this.terraformSteps; step++) {
      await process.local("terraform works", () => {
        this.applied.set(name, "partial");
        this.#cut(name, process, making);
        if (making !== undefined && !isBlocked) orphans.add(making);
      });
    }
    await process.local("terraform ends", () => {
      this.#end(name, process);
      this.#count(name);
      if (isBlocked) throw new Error("EntityAlreadyExists");
      if (making !== undefined) orphans.delete(making);
      if (this.#fails()) throw new Error("Throttling: Rate exceeded");
      const applied = finish();
      if (applied) this.applied.set(name, applied);
      else this.applied.delete(name);
    });
  }

  #cut(name: string, process: ModelProcess, making: string | undefined): void {
    const violation = this.cuts.cut(name, process, making);
    if (violation) this.violations.push(violation);
  }

  #begin(name: string, process: ModelProcess): void {
    if (this.#running.get(name)?.alive) this.violations.push(`two runs of Terraform on ${name}`);
    this.#running.set(name, process);
  }

  #end(name: string, process: ModelProcess): void {
    if (this.#running.get(name) === process) this.#running.delete(name);
  }

  #orphansOf(key: PipelineKey): Set<string> {
    const orphans = this.orphans.get(keyText(key)) ?? new Set();
    this.orphans.set(keyText(key), orphans);
    return orphans;
  }

  #fails(): boolean {
    if (this.#failures === 0) return false;
    this.#failures -= 1;
    return true;
  }

  /** Only the state that was looked at: a late request must not drop a newer one. */
  #clear(name: string, seen: StateMark | undefined): void {
    if (this.states.get(name) !== seen) return;
    if (this.applied.has(name)) this.violations.push("state dropped, resources left");
    this.states.delete(name);
  }

  #count(name: string): void {
    this.#serial += 1;
    this.states.set(name, { serial: this.#serial, lineage: "one" });
  }
}
