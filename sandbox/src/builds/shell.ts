import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { guardGroup } from "./guard.js";

/** How a command ended: `undefined` for success, else in Go's words, which CodeBuild shows. */
export type CommandEnd = undefined | `exit status ${number}` | `signal: ${string}`;

export interface ShellOptions {
  readonly program: "bash" | "/bin/sh";
  /** Where commands start. */
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder of the shell's own, for its scripts. */
  readonly scratchDir: string;
  readonly onOutput: (text: string) => void;
}

/**
 * The loop that the shell runs. "CodeBuild runs all build commands in the same instance of the default shell"
 * (build-spec-ref, versions): each command is sourced, so that its folder, variables and functions stay. The
 * descriptors 8 and 9 are the channel: commands' own redirections do not touch them. When a command ends the
 * shell (`exit`), what it exported and where it stood is kept for the shell that follows.
 */
const loop = `
exec 2>&1 8<&0 9>&1 </dev/null
sandbox_say() { printf '\\036%s %d %s\\036' "$SANDBOX_NONCE" "$1" "$2" >&9; }
trap 'SANDBOX_STATUS=$?; export SANDBOX_DIR="$PWD"; export -p >"$SANDBOX_STATE"; sandbox_say $SANDBOX_STATUS ended' EXIT
[ -f "$SANDBOX_STATE" ] && . "$SANDBOX_STATE" && cd -- "$SANDBOX_DIR"
while IFS= read -r SANDBOX_COMMAND <&8; do
  . "$SANDBOX_COMMAND"
  sandbox_say $? goes-on
done
trap - EXIT
`;

/** The length of a mark beside its nonce, at most. */
const maxMarkWords = 16;

/** How long to wait for the last output of a shell that ended: something else may hold its pipe open. */
const drainMs = 200;

/** One shell that runs commands after each other. */
export class Shell {
  readonly #options: ShellOptions;
  #child: ChildProcessWithoutNullStreams | undefined;
  #ended: Promise<CommandEnd> = Promise.resolve(undefined);
  #reader: MarkReader;
  #commands = 0;

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#reader = new MarkReader(randomUUID(), options.onOutput);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Runs one command to its end. Never rejects for what the command does. */
  async run(command: string): Promise<CommandEnd> {
    const script = join(this.#options.scratchDir, `command-${this.#commands++}.sh`);
    await writeFile(script, `${command}\n`);
    const child = this.#child ?? this.#start();
    const said = this.#reader.next();
    child.stdin.write(`${script}\n`);
    const mark = await Promise.race([said, this.#ended.then(drained)]);
    return mark?.goesOn ? fromStatus(mark.status) : this.#ended;
  }

  /** Lets the shell leave its loop. Background children are the caller's to end. */
  async close(): Promise<void> {
    this.#child?.stdin.end();
    await this.#ended;
  }

  #start(): ChildProcessWithoutNullStreams {
    const { program, cwd, environment, scratchDir } = this.#options;
    const child = spawn(program === "bash" ? "bash" : "/bin/sh", ["-c", loop], {
      cwd,
      detached: true,
      env: {
        ...environment,
        SANDBOX_NONCE: this.#reader.nonce,
        SANDBOX_STATE: join(scratchDir, "state.sh"),
      },
    });
    const callOff = child.pid === undefined ? () => undefined : guardGroup(child.pid);
    child.on("exit", callOff);
    child.stdin.on("error", () => undefined);
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.#reader.push(text));
    this.#child = child;
    this.#ended = this.#endOf(child);
    return child;
  }

  async #endOf(child: ChildProcessWithoutNullStreams): Promise<CommandEnd> {
    await once(child, "exit");
    if (this.#child === child) this.#child = undefined;
    return child.signalCode === null
      ? fromStatus(child.exitCode ?? 0)
      : `signal: ${signalWord(child.signalCode)}`;
  }
}

function fromStatus(status: number): CommandEnd {
  return status === 0 ? undefined : `exit status ${status}`;
}

async function drained(): Promise<undefined> {
  await sleep(drainMs);
}

/** Go's names of the signals that end a build's commands. */
function signalWord(signal: NodeJS.Signals): string {
  const words: Partial<Record<NodeJS.Signals, string>> = {
    SIGKILL: "killed",
    SIGTERM: "terminated",
    SIGINT: "interrupt",
    SIGSEGV: "segmentation fault",
    SIGABRT: "aborted",
  };
  return words[signal] ?? signal;
}

/** The end of a command, as the shell says it. */
interface Mark {
  readonly status: number;
  /** False when the command ended the shell too. */
  readonly goesOn: boolean;
}

/** Parts the commands' output from the marks that tell their ends: `RS nonce status word RS` in the same stream. */
class MarkReader {
  readonly #onOutput: (text: string) => void;
  #buffer = "";
  #waiting: ((mark: Mark) => void) | undefined;

  constructor(
    readonly nonce: string,
    onOutput: (text: string) => void,
  ) {
    this.#onOutput = onOutput;
  }

  next(): Promise<Mark> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  push(text: string): void {
    this.#buffer += text;
    for (let mark = this.#findMark(); mark !== null; mark = this.#findMark()) {
      this.#give(mark.index);
      this.#buffer = this.#buffer.slice(mark[0].length);
      this.#waiting?.({ status: Number(mark[1]), goesOn: mark[2] === "goes-on" });
    }
    const open = this.#buffer.lastIndexOf("\u001e");
    const couldBeMark = open >= 0 && this.#buffer.length - open < this.nonce.length + maxMarkWords;
    this.#give(couldBeMark ? open : this.#buffer.length);
  }

  #findMark(): RegExpExecArray | null {
    return new RegExp(`\\u001e${this.nonce} (\\d+) (goes-on|ended)\\u001e`).exec(this.#buffer);
  }

  #give(length: number): void {
    if (length > 0) this.#onOutput(this.#buffer.slice(0, length));
    this.#buffer = this.#buffer.slice(length);
  }
}
