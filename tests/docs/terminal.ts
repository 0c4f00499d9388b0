import { createInterface } from "node:readline";
import { execa } from "execa";

/** A shell into which a test types what a reader would. */
export interface TypedTerminal {
  /** Waits for the command's end. Gives what came on either stream, and the exit code. */
  type(command: string): Promise<{ readonly lines: string[]; readonly code: number }>;
  /** Does not wait; `lines` gives what has come so far. */
  start(command: string): { lines(): string[] };
  close(): Promise<void>;
}

const mark = "=== ended with";

/** What a machine may need to reach its registries and its Terraform; everything else is as on the first day. */
const kept =
  /^(?:PATH|TMPDIR|TF_CLI_CONFIG_FILE|(?:NPM_CONFIG|PIP|STAGEWRIGHT_PROVIDER)_.*|.*_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_.*)$/i;

function environment(home: string): Record<string, string | undefined> {
  const entries = Object.entries(process.env).filter(([name]) => kept.test(name));
  // npm tells of its own newer versions in between.
  return { ...Object.fromEntries(entries), HOME: home, NO_COLOR: "1", NPM_CONFIG_UPDATE_NOTIFIER: "false" };
}

export function openTerminal({
  folder,
  home,
}: {
  readonly folder: string;
  readonly home: string;
}): TypedTerminal {
  const shell = execa("bash", ["--noprofile", "--norc"], {
    ...{ cwd: folder, env: environment(home), extendEnv: false, reject: false, buffer: false },
    ...{ stdin: "pipe", stdout: "pipe", stderr: "ignore" },
  });
  let lines: string[] = [];
  let onEnd: (code: number) => void = () => {};
  createInterface({ input: shell.stdout }).on("line", (line) => {
    if (line.startsWith(mark)) onEnd(Number(line.slice(mark.length)));
    else lines.push(line);
  });
  const write = (command: string) => {
    lines = [];
    // What is typed next is not the command's to read.
    shell.stdin.write(`{ ${command}\n} </dev/null 2>&1; printf '${mark} %s\\n' "$?"\n`);
  };
  return {
    type: async (command) => {
      const ended = new Promise<number>((resolve) => {
        onEnd = resolve;
      });
      write(command);
      const code = await ended;
      return { lines, code };
    },
    start: (command) => {
      write(command);
      return { lines: () => lines };
    },
    close: async () => {
      shell.stdin.end();
      await shell;
    },
  };
}
