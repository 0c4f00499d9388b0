import { centralTargetWarning } from "../../compiler/kinds/index.js";
import type { Pipeline } from "../../compiler/pipeline/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import type { Terminal } from "./terminal.js";

/** Says what templates reach where one of these accounts is the central one. */
export function warnOfCentralTarget(
  accounts: readonly string[],
  settings: Settings,
  { say, colors }: Pick<Terminal, "say" | "colors">,
): void {
  const warning = centralTargetWarning(accounts, settings);
  if (warning) say(colors.yellow(warning));
}

/** The accounts that pipelines deploy to. */
export function accountsOf(pipelines: readonly Pick<Pipeline, "environments">[]): string[] {
  return pipelines.flatMap(({ environments }) => environments.map(({ accountId }) => accountId));
}
