import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";

export interface Share {
  readonly pipelines: readonly Pipeline[];
  readonly settings: Settings;
  readonly staging: string;
}

const workerFile = new URL("./render-worker.js", import.meta.url);

/** Only the built package has the thread's file; the sources render in one thread. */
export function canRenderBeside(): boolean {
  return existsSync(workerFile);
}

/** Renders a share of the pipelines in a second thread. */
export function renderBeside(
  pipelines: readonly Pipeline[],
  settings: Settings,
  staging: string,
): Promise<void> {
  const share: Share = { pipelines, settings, staging };
  const worker = new Worker(workerFile, { workerData: share });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`The rendering thread ended with ${code}.`)),
    );
  });
}
