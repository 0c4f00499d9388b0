import { parentPort, workerData } from "node:worker_threads";
import type { Pipeline } from "../pipeline/index.js";
import { type RenderJob, renderInto } from "./render-into.js";

/** The second thread: asks for pipelines, renders them, asks again; nothing is the end. */
parentPort?.on("message", (pipelines: readonly Pipeline[] | undefined) => {
  if (!pipelines) return parentPort?.close();
  renderInto(pipelines, workerData as RenderJob);
  parentPort?.postMessage("next");
});
parentPort?.postMessage("next");
