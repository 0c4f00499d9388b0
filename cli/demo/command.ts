import { fileURLToPath } from "node:url";
import { ensureSuccess, run } from "../../toolchain/index.js";
import type { Progress } from "./progress.js";

export interface CommandPlace {
  /** Where the settings and the items are. */
  readonly folder: string;
  /** Points AWS tools at the sandbox. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly told: Progress;
}

const script = fileURLToPath(new URL("stagewright.js", import.meta.url));

/** Runs `stagewright` as a user would, and shows the line and what it answers. */
export async function command(line: string, { folder, env, signal, told }: CommandPlace): Promise<void> {
  told.step(`stagewright ${line}`);
  const { PATH = "", HOME = "" } = process.env;
  const options = { cwd: folder, env: { PATH, HOME, ...env }, signal };
  const onOutput = (text: string) => told.show(text);
  ensureSuccess(await run(process.execPath, [script, ...line.split(" ")], { ...options, onOutput }));
}
