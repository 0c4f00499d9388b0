import { ofApproval } from "../../shared/commands.js";
import type { MakeCommand, OptionsOf } from "../../shared/options.js";

const define = () =>
  ofApproval("reject", "reject what waits in an environment, after it has been shown").option(
    "--superseded",
    "only if a newer execution waits behind it",
  );

export type RejectOptions = OptionsOf<typeof define>;

/** `reject`: answers the approval that is shown, and no other. */
export const rejectCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, environment, options) =>
    (await import("./run.js")).reject({ key: { repository, branch }, environment }, options, out),
  );
