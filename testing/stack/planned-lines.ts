import { plannedChanges } from "../../toolchain/plan-events.js";

/**
 * What a run of `terraform apply -json` said that it would touch: `address action` lines, sorted. One run tells what two
 * others would, a plan and its `show`.
 */
export function plannedLines(stdout: string): string[] {
  return plannedChanges(stdout)
    .map(({ address, change }) => `${address} ${change.actions.join(" ")}`)
    .sort();
}
