import type { AtWork } from "../../controller/executions/index.js";
import type { Layout } from "../../controller/records/index.js";

export const eventPlace = { account: "111111111111", region: "eu-west-1" };

export const modelLayout: Layout = {
  source: { stage: "Source", action: "App", artifact: "Source" },
  stages: ["Source", "Prod"],
  environments: [
    {
      name: "Prod",
      stage: "Prod",
      actions: ["Ask", "Ship"],
      deploys: "Ship",
      approval: { action: "Ask", minutes: 60 },
    },
  ],
};

/** The pipeline's name in AWS: of a key's text. */
export function pipelineOf(name: string): string {
  return name.replace(" ", "-");
}

interface ModelExecution {
  readonly id: string;
  readonly started: number;
  readonly kind: AtWork["kind"];
  readonly state: "STARTED" | "SUCCEEDED" | "CANCELED";
}

/** CodePipeline of the model: at most one execution of a pipeline at once. What they come to is told by events. */
export class ModelExecutions {
  readonly #newest = new Map<string, ModelExecution>();
  #count = 0;

  constructor(private readonly now: () => number) {}

  start(name: string): void {
    this.#count += 1;
    const id = `00000000-0000-4000-8000-${String(this.#count).padStart(12, "0")}`;
    this.#newest.set(name, { id, started: this.now(), kind: "action", state: "STARTED" });
  }

  ask(name: string): void {
    this.#change(name, { kind: "approval" });
  }

  end(name: string): void {
    this.#change(name, { state: "SUCCEEDED" });
  }

  /** As UpdatePipeline and DeletePipeline do. Gives what was at work. */
  cancel(name: string): ModelExecution | undefined {
    const running = this.#running(name);
    this.#change(name, { state: "CANCELED" });
    return running;
  }

  atWork(name: string): AtWork[] {
    const running = this.#running(name);
    if (!running) return [];
    return [{ execution: running.id, kind: running.kind, since: new Date(running.started).toISOString() }];
  }

  /** What EventBridge would give of the newest one. */
  eventsOf(name: string): unknown[] {
    const newest = this.#newest.get(name);
    if (!newest) return [];
    const { id, started, state } = newest;
    const detail = {
      pipeline: pipelineOf(name),
      "execution-id": id,
      "start-time": new Date(started).toISOString(),
      "pipeline-execution-attempt": 1,
      state,
    };
    return [
      {
        "detail-type": "CodePipeline Pipeline Execution State Change",
        source: "aws.codepipeline",
        ...eventPlace,
        time: new Date(this.now() + (state === "STARTED" ? 0 : 1_000)).toISOString(),
        detail,
      },
    ];
  }

  #running(name: string): ModelExecution | undefined {
    const newest = this.#newest.get(name);
    return newest?.state === "STARTED" ? newest : undefined;
  }

  #change(name: string, change: Partial<ModelExecution>): void {
    const running = this.#running(name);
    if (running) this.#newest.set(name, { ...running, ...change });
  }
}
