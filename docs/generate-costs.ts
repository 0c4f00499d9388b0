import { readFileSync, writeFileSync } from "node:fs";
import { costsPage } from "./costs/page.js";

/** Writes docs/costs.md; with `--check` only tells, by its exit code, whether it is stale. */
const file = new URL("costs.md", import.meta.url);
const page = costsPage();

if (!process.argv.includes("--check")) {
  writeFileSync(file, page);
} else if (readFileSync(file, "utf8") !== page) {
  console.error("docs/costs.md is stale: run npx tsx docs/generate-costs.ts");
  process.exitCode = 1;
}
