import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { costsPage } from "../../docs/costs/page.js";
import { root } from "../repository/sources.js";

const page = readFileSync(join(root, "docs", "costs.md"), "utf8");

/** The rows of a section's table, without its head. */
function rowsOf(title: string): string[][] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => row.split(" | ").map((cell) => cell.replaceAll(/[|*$,]/g, "").trim()));
}

/** A bill's rows, and what it says they are together. */
function billOf(title: string) {
  const rows = rowsOf(title);
  const lines = rows.slice(0, -1).map(([, amount, at, cost]) => [amount, at, cost].map(Number));
  return { lines, total: Number(rows.at(-1)?.at(-1)) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

describe("docs/costs.md", () => {
  it("is what its table of prices gives", () => {
    expect(page).toBe(costsPage());
  });

  it.each(["One pipeline", "The installation"])("multiplies and adds up to the cent: %s", (title) => {
    const { lines, total } = billOf(title);
    expect(lines.length).toBeGreaterThan(3);
    for (const [amount = 0, at = 0, cost] of lines) expect(cost).toBeCloseTo(amount * at, 2);
    expect(total).toBeCloseTo(sum(lines.map(([amount = 0, at = 0]) => amount * at)), 2);
  });

  it("takes no price that its table does not name", () => {
    const named = new Set(rowsOf("Prices").map(([, dollars]) => Number(dollars)));
    const taken = [...billOf("One pipeline").lines, ...billOf("The installation").lines].map(([, at]) => at);
    expect(taken.filter((price) => price === undefined || !named.has(price))).toEqual([]);
  });

  it("counts many pipelines as that many times one, and the installation once", () => {
    const [one, installation] = [billOf("One pipeline").total, billOf("The installation").total];
    const rows = rowsOf("Many pipelines").map((row) => row.map(Number));
    expect(rows.map(([count]) => count)).toEqual([10, 100, 1_000]);
    // Half a cent of a rounded figure, as often as it is taken.
    for (const [count = 0, cost = 0] of rows) {
      expect(Math.abs(cost - installation - count * one)).toBeLessThanOrEqual(0.005 * (count + 2));
    }
  });
});
