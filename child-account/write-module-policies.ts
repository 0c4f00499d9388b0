import { readFileSync, writeFileSync } from "node:fs";
import { modulePolicies } from "./module-policies.js";

/** Writes modules/child-account/policies.tf; with `--check` only tells, by its exit code, whether it is stale. */
const file = new URL("../modules/child-account/policies.tf", import.meta.url);
const policies = modulePolicies();

if (!process.argv.includes("--check")) {
  writeFileSync(file, policies);
} else if (readFileSync(file, "utf8") !== policies) {
  console.error("policies.tf is stale: run npx tsx child-account/write-module-policies.ts");
  process.exitCode = 1;
}
