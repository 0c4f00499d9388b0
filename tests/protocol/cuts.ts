import type { AtWork } from "../../controller/executions/index.js";
import type { ModelExecutions } from "./executions.js";
import type { ModelProcess } from "./process.js";

/** In minutes. */
export const waitLimits = { whileRunning: "wait", actionMinutes: 30, approvalMinutes: 60 } as const;

/**
 * Judges what a run cuts off, from outside: what ran already when it read the item is to be waited for, until its time is up or
 * nobody is to wait. No wait begins before there is something to wait with: so the time since then is the least that has passed.
 */
export class Cuts {
  /** By pipeline: since when its item is not what is applied. */
  readonly #since = new Map<string, number>();
  /** Versions of items that are not to wait. */
  readonly #hastened = new Set<string>();
  /** By process and pipeline: what ran when it read the item. */
  readonly #seen = new Map<string, readonly AtWork[]>();

  constructor(
    private readonly executions: ModelExecutions,
    private readonly now: () => number,
  ) {}

  changed(name: string, hastened: string | undefined): void {
    if (!this.#since.has(name)) this.#since.set(name, this.now());
    if (hastened !== undefined) this.#hastened.add(hastened);
  }

  look(name: string, process: ModelProcess): void {
    this.#seen.set(`${process.name} ${name}`, this.executions.atWork(name));
  }

  /** Terraform changes the pipeline, to what is made, or to nothing. Gives what is wrong about it. */
  cut(name: string, process: ModelProcess, making: string | undefined): string | undefined {
    const cut = this.executions.cancel(name);
    const seen = this.#seen.get(`${process.name} ${name}`)?.find(({ execution }) => execution === cut?.id);
    const isHastened = making !== undefined && this.#hastened.has(making);
    const minutes = (this.now() - (this.#since.get(name) ?? 0)) / 60_000;
    if (!cut || !seen || isHastened) return undefined;
    const limit = Math.min(...[cut.kind, seen.kind].map((kind) => limitOf(kind, making)));
    return minutes < limit ? `${cut.kind} of ${name} was cut off after ${minutes} minutes` : undefined;
  }
}

function limitOf(kind: AtWork["kind"], making: string | undefined): number {
  if (kind === "action") return waitLimits.actionMinutes;
  return making === undefined ? 0 : waitLimits.approvalMinutes;
}
