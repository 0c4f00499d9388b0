import { fileURLToPath } from "node:url";
import { execaNode, type Options } from "execa";

const script = fileURLToPath(new URL("../../dist/stagewright.js", import.meta.url));

export interface CommandOutcome {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

type Choices = Pick<Options, "cwd" | "env" | "input" | "nodeOptions">;

/** Runs the built command with this environment and nothing else of ours. */
export async function stagewright(args: readonly string[], options: Choices = {}): Promise<CommandOutcome> {
  const { exitCode, stdout, stderr } = await startStagewright(args, options);
  return { exitCode, stdout: String(stdout), stderr: String(stderr) };
}

/** The same, for who wants to kill it meanwhile. */
export function startStagewright(args: readonly string[], options: Choices = {}) {
  return execaNode(script, args, { extendEnv: false, env: {}, reject: false, ...options });
}
