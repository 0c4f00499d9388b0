import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PhaseCommands } from "./buildspec.js";
import type { BuildLog } from "./log.js";
import { BuildFailure } from "./phases.js";
import { Shell, type ShellOptions } from "./shell.js";

export interface CommandRunnerOptions extends Omit<ShellOptions, "onOutput"> {
  readonly log: BuildLog;
  readonly signal: AbortSignal;
}

/** Runs the commands of a build's phases, all in one shell. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  readonly #shell: Shell;

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
    this.#shell = new Shell({ ...options, onOutput: (text) => options.log.write(text) });
  }

  get shellPid(): number | undefined {
    return this.#shell.pid;
  }

  /**
   * The commands until one fails, then all of `finally`. "If any command in a phase fails, the phase fails"
   * (build-spec-ref, finally): with the first failure.
   */
  async runPhase(commands: PhaseCommands, succeeding: boolean): Promise<void> {
    await this.#tellWhetherSucceeding(succeeding);
    const failure = await this.#runUntilFailure(commands.commands);
    if (failure && commands.finally.length > 0) await this.#tellWhetherSucceeding(false);
    const finalFailure = await this.#runUntilFailure(commands.finally);
    const first = failure ?? finalFailure;
    if (first) throw first;
  }

  /** The values that variables have now; those not set are left out, and so is what may not be exported. */
  async readVariables(names: readonly string[]): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const name of names.filter((each) => !each.startsWith("AWS_"))) {
      const value = await this.#print(`\${${name}-}`);
      if (value !== "") values[name] = value;
    }
    return values;
  }

  /** Text in the shell's language with variables and commands put in, as in `artifacts/name`. */
  async evaluate(text: string): Promise<string> {
    return this.#print(text.replaceAll('"', '\\"'));
  }

  async #print(expression: string): Promise<string> {
    const file = join(this.#options.scratchDir, "printed");
    await this.#run(`printf '%s' "${expression}" >'${file}'`);
    return readFile(file, "utf8").catch(() => "");
  }

  async #tellWhetherSucceeding(succeeding: boolean): Promise<void> {
    await this.#run(`export CODEBUILD_BUILD_SUCCEEDING=${succeeding ? 1 : 0}`);
  }

  async #runUntilFailure(commands: readonly string[]): Promise<BuildFailure | undefined> {
    for (const command of commands) {
      this.#options.log.note(`Running command ${command}`);
      const reason = await this.#run(command);
      if (reason === undefined) continue;
      this.#options.log.note(`Command did not exit successfully ${command} ${reason}`);
      const message = `Error while executing command: ${command}. Reason: ${reason}`;
      return new BuildFailure("COMMAND_EXECUTION_ERROR", message);
    }
    return undefined;
  }

  async #run(command: string) {
    this.#options.signal.throwIfAborted();
    return this.#shell.run(command);
  }
}
