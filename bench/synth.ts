import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openToolchain } from "../toolchain/index.js";
import { byTurns, report } from "./comparison.js";
import { benchItems } from "./synth/items.js";
import { measure, type Program } from "./synth/measure.js";
import { plainWriting } from "./synth/plain-writing.js";

/**
 * How long `stagewright synth` takes and how much memory, beside `cdktf synth` and stock CDKTF. All are run by
 * turns, so that they meet the same machine; figures are medians. `npm run bench -- [--items N] [--rounds N]`
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const built = (name: string) => join(root, "dist", name);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { items: { type: "string", default: "1000" }, rounds: { type: "string", default: "3" } },
  });
  const [items, rounds] = [Number(values.items), Number(values.rounds)];
  const folder = mkdtempSync(join(tmpdir(), "stagewright-bench-"));
  try {
    await compareOne(folder, rounds * 2 + 1);
    await compareMany(folder, items, rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A cold start: one item, each time by a new process. */
async function compareOne(folder: string, rounds: number): Promise<void> {
  const cwd = projectWith(folder, 1);
  const { cdktf, env } = await openToolchain({ env: process.env, cwd: root }, folder);
  const results = await byTurns(rounds, {
    "stagewright synth": () => measure({ ...ours(cwd, "out"), env }),
    "cdktf synth": () => measure({ command: cdktf.command, args: [...cdktf.args, "synth"], cwd, env }),
  });
  report(`one item, ${rounds} rounds`, results);
}

/** Many items in one run; a quarter of them too, to see whether memory grows with their number. */
async function compareMany(folder: string, count: number, rounds: number): Promise<void> {
  const quarter = Math.ceil(count / 4);
  const cwd = projectWith(folder, count);
  const stock = join(root, "bench", "synth", "stock.ts");
  const fewer = ours(projectWith(folder, quarter), "out");
  const args = [
    "--import",
    import.meta.resolve("tsx"),
    stock,
    join(cwd, "items.json"),
    mkdirIn(cwd, "stock"),
  ];
  const results = await byTurns(rounds, {
    "stagewright synth": () => measure(ours(cwd, "out")),
    [`stagewright synth, ${quarter} items`]: () => measure(fewer),
    "stock CDKTF, one process": () => measure({ command: process.execPath, args, cwd, env: {} }),
  });
  const writing = Array.from({ length: rounds }, (_, round) =>
    plainWriting(join(cwd, "out"), join(cwd, `plain-${round}`)),
  );
  results.set("plain writing of the same bytes", writing);
  report(`${count} items, ${rounds} rounds`, results);
}

function projectWith(folder: string, count: number): string {
  const cwd = mkdirIn(folder, `items-${count}`);
  writeFileSync(join(cwd, "items.json"), JSON.stringify(benchItems(count)));
  const app = `"${process.execPath}" "${built("app.js")}"`;
  const context = { items: "items.json" };
  const project = { language: "typescript", app, context, output: "cdktf", projectId: "bench" };
  writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ ...project, sendCrashReports: "false" }));
  return cwd;
}

function mkdirIn(folder: string, name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

function ours(cwd: string, out: string): Program {
  const args = [built("stagewright.js"), "synth", "items.json", "--out", out];
  return { command: process.execPath, args, cwd, env: {} };
}

await main();
