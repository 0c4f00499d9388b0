import { existsSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Pipeline } from "../pipeline/index.js";
import { type RenderJob, renderInto } from "./render-into.js";

type Batch = readonly Pipeline[];

/** From here on a second thread is worth its start. */
const worthAThread = 60;

/** Small, so that both threads end at about the same time, and the second one holds little at once. */
const batchSize = 20;

const workerFile = new URL("./render-worker.ts", import.meta.url);

/** Renders all pipelines; many of them in two threads, which take batches by turns. */
export async function renderAll(pipelines: Batch, job: RenderJob, signal?: AbortSignal): Promise<void> {
  const batches = inBatches(pipelines);
  // Only the built package has the thread's file; the sources render in one thread.
  const worker =
    pipelines.length >= worthAThread && existsSync(workerFile)
      ? new Worker(workerFile, { workerData: job })
      : undefined;
  try {
    await Promise.all([renderHere(batches, job, signal), worker && renderBeside(batches, worker)]);
  } finally {
    batches.length = 0;
    await worker?.terminate();
  }
}

function inBatches(pipelines: Batch): Batch[] {
  const count = Math.ceil(pipelines.length / batchSize);
  return Array.from({ length: count }, (_, index) =>
    pipelines.slice(index * batchSize, (index + 1) * batchSize),
  );
}

async function renderHere(batches: Batch[], job: RenderJob, signal?: AbortSignal): Promise<void> {
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    renderInto(batch, job);
    await nextTurn();
    signal?.throwIfAborted();
  }
}

/** Answers each question of the second thread with a batch, until none is left. */
function renderBeside(batches: Batch[], worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", () => worker.postMessage(batches.shift()));
    worker.once("error", reject);
    worker.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`The second thread ended with ${code}.`)),
    );
  });
}
