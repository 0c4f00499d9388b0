import { ofPipeline } from "../../shared/commands.js";
import { type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  ofPipeline("deploy", "deploy an item here and now, under the lease that builds take").option(...yes);

export type DeployOptions = OptionsOf<typeof define>;

/** `deploy`: does here what a build would do. */
export const deployCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options) =>
    (await import("./run.js")).deploy({ repository, branch }, options, out),
  );
