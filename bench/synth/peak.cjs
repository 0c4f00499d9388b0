/** Loaded into every Node process of a run: at its end each writes down its highest resident memory, in kilobytes. */
const { appendFileSync } = require("node:fs");

if (require("node:worker_threads").isMainThread) {
  process.on("exit", () => appendFileSync(process.env.BENCH_PEAKS, `${process.resourceUsage().maxRSS}\n`));
}
