import type { Build, Builds, Start } from "../../controller/dispatcher/index.js";
import type { ModelProcess } from "./process.js";

interface FleetBuild {
  readonly id: string;
  readonly token: string;
  readonly process: ModelProcess;
}

/** CodeBuild of the model: keeps its limit, honours tokens, and loses a start when told to. */
export class ModelCodeBuild {
  readonly #builds: FleetBuild[] = [];
  #startsToLose = 0;

  constructor(
    private readonly limit: number,
    private readonly launch: (owner: string) => ModelProcess,
  ) {}

  get running(): number {
    return this.#builds.filter(({ process }) => process.alive).length;
  }

  loseNextStart(): void {
    this.#startsToLose += 1;
  }

  /** As one process sees it. */
  seenBy(process: ModelProcess): Builds {
    return {
      recent: () => process.remote("builds", async () => this.#recent()),
      start: (token) => process.remote("start build", async () => this.#start(token)),
      hasEnded: (owner) => process.remote("has ended", async () => this.#hasEnded(owner)),
    };
  }

  #recent(): Build[] {
    return this.#builds.map(({ id, process }) => ({ id, running: process.alive })).reverse();
  }

  #start(token: string): Start {
    if (this.#startsToLose > 0) {
      this.#startsToLose -= 1;
      throw new Error("ServiceUnavailable");
    }
    if (this.#builds.some((build) => build.token === token)) return { started: true };
    if (this.running >= this.limit) return { started: false, reason: `no more than ${this.limit}` };
    const id = `build ${this.#builds.length}`;
    this.#builds.push({ id, token, process: this.launch(id) });
    return { started: true };
  }

  #hasEnded(owner: string): boolean {
    const build = this.#builds.find(({ id }) => id === owner);
    return build !== undefined && !build.process.alive;
  }
}
