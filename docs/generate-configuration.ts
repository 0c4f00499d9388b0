import { readFileSync, writeFileSync } from "node:fs";
import { configurationPage } from "./configuration/page.js";

/** Writes docs/configuration.md; with `--check` only tells, by its exit code, whether it is stale. */
const file = new URL("configuration.md", import.meta.url);
const page = configurationPage();

if (!process.argv.includes("--check")) {
  writeFileSync(file, page);
} else if (readFileSync(file, "utf8") !== page) {
  console.error("docs/configuration.md is stale: run npx tsx docs/generate-configuration.ts");
  process.exitCode = 1;
}
