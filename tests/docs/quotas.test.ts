import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { accountQuotas } from "../../compiler/pipeline/index.js";
import { root } from "../repository/sources.js";

const page = readFileSync(join(root, "docs", "quotas.md"), "utf8");

it("docs/quotas.md has a row for every quota that is counted, with its default and what it is for each of", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && /\d/.test(line));
  const told = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  const counted = accountQuotas.map(({ service, counts, byDefault, scope }) => [
    `${service} ${counts}`,
    expect.stringMatching(new RegExp(`^${byDefault.toLocaleString("en-US")}(, |$)`)),
    scope,
  ]);
  expect(told.map(([, what, byDefault, scope]) => [what, byDefault, scope])).toEqual(counted);
});
