import { loadSandboxCommand } from "../load-sandbox.js";
import { Exit } from "../shared/exit.js";

/** `stagewright sandbox …`, which the sandbox's own package answers: it reads the arguments and says what it does. */
export async function sandbox(args: readonly string[]): Promise<void> {
  const { runSandboxCommand } = await loadSandboxCommand();
  const code = await runSandboxCommand(args, "stagewright sandbox");
  if (code === 1 || code === 2) throw new Exit(code);
}
