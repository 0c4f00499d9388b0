import { parseArgs } from "node:util";
import { startChaosAccount } from "../tests/chaos/account.js";
import { type Figures, figuresOf } from "../tests/fleet/figures.js";
import { makeFleet } from "../tests/fleet/fleet.js";
import { runFleet } from "../tests/fleet/fleet-run.js";
import { type Processor, processorTime } from "./fleet/processor.js";

/**
 * Many items changed in one go, in a sandbox: its stream calls the dispatcher as it is shipped, which starts builds of
 * the reconciler, whose stacks hold one `terraform_data` each. Prints what it took, and what speaks against it.
 * `npm run bench:fleet -- [--items N] [--builds N] [--parallel N]`;
 * by default 2 builds, and the rest as in an installation.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const number = (text: string) => ({ type: "string", default: text }) as const;
const options = {
  items: number("500"),
  builds: number("2"),
  "pipelines-per-build": number("10"),
  parallel: number("4"),
} as const;

const patience = { forMs: 3_600_000, withSchedule: true };

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const [items, parallel] = [Number(values.items), Number(values.parallel)];
  const limits = { builds: Number(values.builds), pipelinesPerBuild: Number(values["pipelines-per-build"]) };
  const account = await startChaosAccount();
  try {
    const fleet = await makeFleet(account, { name: "fleet", limits, parallel });
    const before = processorTime();
    const run = await runFleet(items, fleet, patience);
    const figures = [...figuresOf(run, parallel), ...processorFigures(items, before, processorTime())];
    for (const [name, value] of figures) console.log(`${name.padEnd(42)} ${value}`);
    for (const fault of run.faults) console.log(`  ${fault}`);
    if (run.faults.length > 0) process.exitCode = 1;
  } finally {
    await account.close();
  }
}

/** What else the machine does disturbs these less than the elapsed time. */
function processorFigures(items: number, before?: Processor, after?: Processor): Figures {
  if (!before || !after) return [];
  const each = (part: keyof Processor) => `${((after[part] - before[part]) / items).toFixed(3)} s`;
  return [
    ["processor time for one item, its build", each("builds")],
    ["  the sandbox's emulator and functions", each("emulator")],
    ["  the gateway and the code suite", each("here")],
  ];
}

await main();
