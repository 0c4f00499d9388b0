import { workerData } from "node:worker_threads";
import type { Share } from "./workers.js";
import { renderInto } from "./write-stacks.js";

const { pipelines, settings, staging } = workerData as Share;
renderInto(pipelines, settings, staging);
