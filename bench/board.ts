import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import type { PipelineStatus } from "../controller/records/index.js";
import { boardRows } from "../testing/board/rows.js";
import { serveBoard } from "../testing/board/served-board.js";
import { statuses } from "../testing/board/statuses.js";
import { median } from "../tests/fleet/figures.js";
import { chromium as chromiumPath } from "../tests/setup/chromium.js";

/** What a board of many pipelines weighs, and how long it takes. `npm run bench:board -- [--pipelines N] [--rounds N]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { pipelines: { type: "string", default: "1000" }, rounds: { type: "string", default: "5" } },
  });
  const [count, rounds] = [Number(values.pipelines), Number(values.rounds)];
  const all = statuses(count, Date.now());
  const rowsTook = Array.from({ length: rounds }, () => timed(() => boardRows(all)));
  const [one] = all;
  if (!one) return;
  print(`${count} pipelines`, [
    ["all rows, once for a viewer", `${kilobytes(boardRows(all))} KB`],
    ["one that changes", `${kilobytes(boardRows([one]))} KB`],
    ["rows made of what the ledger tells", ms(rowsTook)],
    ...(await inBrowser(all, rounds)),
  ]);
}

/** From the address to all rows drawn; a search with its counts, laid out. */
async function inBrowser(all: readonly PipelineStatus[], rounds: number): Promise<[string, string][]> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return [["in the browser", "not measured: there is no Chromium"]];
  const board = await serveBoard();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const loads: number[] = [];
  const searches: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      board.show(all);
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const began = performance.now();
      await page.goto(board.url);
      await page.waitForFunction(`document.querySelectorAll(".pipeline").length === ${all.length}`);
      loads.push(performance.now() - began);
      searches.push(Number(await page.evaluate(search)));
      await page.close();
    }
  } finally {
    await browser.close();
    await board.close();
  }
  return [
    ["from the address to all rows, in Chromium", `${ms(loads)}`],
    ["a search, until it is laid out", `${ms(searches)}`],
  ];
}

const search = `(() => {
  const field = document.querySelector("[name=text]");
  const began = performance.now();
  field.value = "checkout";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - began;
})()`;

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const ms = (rounds: readonly number[]) => `${Math.round(median(rounds))} ms`;

function kilobytes(value: unknown): string {
  return (Buffer.byteLength(JSON.stringify(value)) / 1024).toFixed(1);
}

function print(title: string, lines: readonly (readonly [string, string])[]): void {
  process.stdout.write(
    `| ${title} | |\n|---|---|\n${lines.map(([what, much]) => `| ${what} | ${much} |\n`).join("")}`,
  );
}

await main();
