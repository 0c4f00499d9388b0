import { ofApproval } from "../../shared/commands.js";
import type { MakeCommand } from "../../shared/options.js";

const define = () => ofApproval("approve", "approve what waits in an environment, after it has been shown");

/** `approve`: answers the approval that is shown, and no other. */
export const approveCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, environment, options) =>
    (await import("./run.js")).approve({ key: { repository, branch }, environment }, options, out),
  );
