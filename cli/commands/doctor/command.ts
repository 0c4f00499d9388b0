import { Command } from "@commander-js/extra-typings";
import { config, json, type MakeCommand, type OptionsOf, yes } from "../../shared/options.js";

const define = () =>
  new Command("doctor")
    .description(
      "say what is wrong with the control plane, locks, digests, leases, orphans, states and connections, and mend it",
    )
    .argument("[repo]", "the item's RepoName (default: all pipelines, and the control plane)")
    .argument("[branch]", "the item's RepoTag")
    .option("--fix", "mend what is proven, and after a question what is not")
    .option(...config)
    .option(...yes)
    .option(...json);

export type DoctorOptions = OptionsOf<typeof define>;

/** `doctor`: says what is wrong, and repairs it. */
export const doctorCommand: MakeCommand = (out) =>
  define().action(async (repository, branch, options, command) => {
    if (repository && !branch) command.error("error: name REPO and BRANCH, or neither");
    const key = repository && branch ? { repository, branch } : undefined;
    await (await import("./run.js")).doctor(key, options, out);
  });
