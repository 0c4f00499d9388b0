import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Terminal } from "./terminal.js";

/** A command that is ready to be run. */
export type Runnable = CommandUnknownOpts;

/** Makes a command; what it runs is loaded when it runs, so that none waits for another's code. */
export type MakeCommand = (out: Terminal, version: string) => Runnable;

/** The options that a command defines, as it reads them. */
export type OptionsOf<Define extends (...args: never[]) => { opts(): object }> = Widened<
  ReturnType<ReturnType<Define>["opts"]>
>;

/** A flag is `true` or absent on the command line; whoever calls from code may also say `false`. */
type Widened<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends true | undefined
    ? boolean | undefined
    : Options[Name];
};

export const config = [
  "--config <file>",
  "settings of the installation (default: STAGEWRIGHT_CONFIG, or stagewright.yaml upwards)",
] as const;
export const json = ["--json", "machine output on stdout"] as const;
export const yes = ["--yes", "do it without asking"] as const;
export const notWaiting = ["--now", "do not wait for what runs in the pipeline: cancel it"] as const;
export const table = ["--table <name>", "the items of this DynamoDB table, instead of files"] as const;

export const paths = "items: JSON, DynamoDB JSON or YAML files, folders of them, or - for standard input";

/** Items are files or a table. */
export function requireItems(command: Runnable): void {
  const given = command.args.length > 0;
  const { table } = command.opts();
  if (!given && !table) command.error("error: name the items: files, folders, - or --table <name>");
  if (given && table) command.error("error: name files or --table <name>, not both");
}
