import { runBuild } from "./run.js";

/** Runs a build that never ends, for a test that ends this process. Arguments: work folder, mark. */
const [workDir = "", mark = ""] = process.argv.slice(2);
const commands = "sleep 600 & sleep 600";
await runBuild({
  workDir,
  mark,
  timeoutMs: 600_000,
  resolve: { parameter: async (name) => name, secret: async (reference) => reference },
  steps: { buildspec: async () => JSON.stringify({ version: "0.2", phases: { build: { commands } } }) },
  onPhases: (phases) => {
    if (phases.at(-1)?.phaseType === "BUILD") console.log("running");
  },
});
