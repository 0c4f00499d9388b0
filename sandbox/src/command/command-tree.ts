/**
 * What can be read of commands of commander, whichever copy of it made them: names, arguments and options. Whoever
 * installs this package has none.
 */
export interface CommandTree {
  name(): string;
  description(): string;
  readonly commands: readonly CommandTree[];
  readonly options: readonly CommandOption[];
  readonly registeredArguments: readonly CommandArgument[];
  createHelp(): {
    visibleCommands(command: CommandTree): CommandTree[];
    visibleOptions(command: CommandTree): CommandOption[];
  };
}

export interface CommandArgument {
  name(): string;
  readonly variadic: boolean;
  readonly argChoices?: readonly string[] | undefined;
}

export interface CommandOption {
  /** As in `--out <folder>`. */
  readonly flags: string;
  readonly long?: string | undefined;
  readonly short?: string | undefined;
  readonly description: string;
  /** Whether a value follows it. */
  readonly required: boolean;
  readonly argChoices?: readonly string[] | undefined;
}
