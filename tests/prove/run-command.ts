import { fileURLToPath } from "node:url";
import { execa } from "execa";

const script = fileURLToPath(new URL("../../dist/stagewright.js", import.meta.url));

export interface Ran {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProofCommandOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the built command as a user would. It is in a process group of its own, so that Ctrl-C reaches it once, from here:
 * Terraform saves its state then.
 */
export async function runCommand(args: readonly string[], options: ProofCommandOptions): Promise<Ran> {
  const { folder: cwd, env, onLine, signal } = options;
  const child = execa(process.execPath, [script, ...args], {
    cwd,
    env: withoutUndefined(env),
    extendEnv: false,
    reject: false,
    detached: true,
    stdin: "ignore",
  });
  const interrupt = () => void child.kill("SIGINT");
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) interrupt();
  try {
    const told = (async () => {
      for await (const line of child.iterable({ from: "stderr" })) onLine(String(line));
    })();
    const [{ exitCode, stdout, stderr }] = await Promise.all([child, told]);
    return { exitCode, stdout: String(stdout), stderr: String(stderr) };
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}

function withoutUndefined(env: ProofCommandOptions["env"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
