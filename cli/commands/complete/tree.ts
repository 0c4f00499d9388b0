/** What completion reads of commander's commands, whichever copy of commander made them. */
export interface CommandTree {
  name(): string;
  description(): string;
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

export const commandsOf = (command: CommandTree) => command.createHelp().visibleCommands(command);

export const optionsOf = (command: CommandTree) => command.createHelp().visibleOptions(command);
