import { Exit } from "../../shared/exit.js";
import { readInputs } from "../../shared/inputs.js";
import { count, printDiagnostics, type Terminal } from "../../shared/terminal.js";
import { accountsOf, warnOfCentralTarget } from "../../shared/warn-central-target.js";
import type { ValidateOptions } from "./command.js";

/** Checks items. JSON: `{"valid": bool, "items": n, "errors": [{file, path, code, message, hint}]}`. */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  out: Terminal,
): Promise<void> {
  const inputs = await readInputs(paths, options);
  const errors = inputs.diagnostics;
  const items = "pipelines" in inputs ? inputs.pipelines.length : 0;
  const valid = errors.length === 0;
  if (options.json) out.data({ valid, items, errors });
  if ("pipelines" in inputs) warnOfCentralTarget(accountsOf(inputs.pipelines), inputs.read.settings, out);
  if (!valid) {
    printDiagnostics(out, errors);
    throw new Exit(1);
  }
  out.say(out.colors.green(`${count(items, "item")}, no problems.`));
}
