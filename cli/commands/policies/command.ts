import { Command, Option } from "@commander-js/extra-typings";
import {
  config,
  json,
  type MakeCommand,
  type OptionsOf,
  paths,
  type Runnable,
  requireItems,
  table,
} from "../../shared/options.js";

const define = () =>
  new Command("policies")
    .description("say who may do what on which resource, and what a change widens")
    .argument("[paths...]", `${paths}; or REPO BRANCH, an item of the installation's table`)
    .option(...table)
    .option("--against <path>", "compare with the items of this file or folder")
    .addOption(
      new Option("--role <role>", "instead: the IAM policy of who works with it, as JSON on stdout")
        .choices([
          "operator",
          "editor",
          "approver",
          "releaser",
          "viewer",
          "boundary",
          "control-boundary",
        ] as const)
        .conflicts(["table", "against"]),
    )
    .option(...config)
    .option(...json)
    .hook("preAction", requireItemsOrRole);

export type PoliciesOptions = Omit<OptionsOf<typeof define>, "role">;

/** `policies`: who may do what. */
export const policiesCommand: MakeCommand = (out) =>
  define().action(async (paths, { role, ...options }) => {
    if (role) return (await import("./role-policy.js")).rolePolicy(role, options, out);
    return (await import("./run.js")).policies(paths, options, out);
  });

function requireItemsOrRole(command: Runnable): void {
  if (!command.opts().role) requireItems(command);
  else if (command.args.length > 0) command.error("error: name items or --role <role>, not both");
}
