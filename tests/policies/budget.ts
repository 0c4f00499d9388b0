import { type BudgetRow, budgetOf } from "../../compiler/pipeline/index.js";
import type { Site } from "../../controller/installation/control-plane/index.js";
import {
  installationContextOf,
  managedPolicyLimit,
} from "../../controller/installation/control-plane/policies/boundary.js";
import { boundaryPolicy } from "../../controller/installation/control-plane/policies/index.js";

/** The parts of the boundary as a table, with the whole of it beneath. */
export function drawBudget(site: Site): string {
  const whole = JSON.stringify(boundaryPolicy(site)).length;
  const rows = [
    ["part", "characters", "budget", "longer with"],
    ...budgetOf(installationContextOf(site)).map(cellsOf),
    ["the whole boundary", String(whole), String(managedPolicyLimit), ""],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

function cellsOf({ part, length, budget, grows }: BudgetRow): string[] {
  return [part, String(length), String(budget), grows.join(", ")];
}
