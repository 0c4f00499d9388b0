import { Command } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf } from "../../shared/options.js";

const define = () =>
  new Command("reconcile")
    .description("make pipelines match their items: what a build runs")
    .argument("[names...]", "REPO BRANCH of each (default: all that the ledger asks for)")
    .option(...config)
    .option(...json);

export type ReconcileOptions = OptionsOf<typeof define>;

/** `reconcile`: what a build runs. */
export const reconcileCommand: MakeCommand = (out) =>
  define().action(async (names, options) => (await import("./run.js")).reconcile(names, options, out));
