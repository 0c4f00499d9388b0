import { Command } from "commander";
import type { Terminal } from "../../shared/terminal.js";
import { configHelp, jsonHelp, yesHelp } from "../../table-commands.js";

/** `bootstrap`: the control plane itself. */
export function bootstrapCommand(out: Terminal, version: string): Command {
  return new Command("bootstrap")
    .description("make, upgrade or remove the control plane")
    .option("--config <file>", configHelp)
    .option("--yes", yesHelp)
    .option("--json", jsonHelp)
    .option("--destroy", "remove it, unless pipelines exist")
    .option(
      "--unlock <id>",
      "first give back Terraform's lock with this id, of a run that has ended for certain",
    )
    .action(async (options) => (await import("./run.js")).bootstrap(options, version, out));
}
