import type { CommandOption, CommandTree } from "@stagewright/sandbox/command";

export type { CommandArgument, CommandOption, CommandTree } from "@stagewright/sandbox/command";

export const commandsOf = (command: CommandTree): readonly CommandTree[] =>
  command.createHelp().visibleCommands(command);

export const optionsOf = (command: CommandTree): readonly CommandOption[] =>
  command.createHelp().visibleOptions(command);
