/**
 * Loaded into every Node process of a run: at its end each writes down its highest resident memory in kilobytes
 * and the microseconds that it kept a core busy.
 */
const { appendFileSync } = require("node:fs");

if (require("node:worker_threads").isMainThread) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(process.env.BENCH_USAGE, `${maxRSS} ${userCPUTime + systemCPUTime}\n`);
  });
}
