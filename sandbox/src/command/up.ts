import type { Writable } from "node:stream";
import type { Trouble } from "../emulator/index.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox.js";
import { troubleLine } from "./trouble.js";

export interface UpOptions extends SandboxOptions {
  /** Where the sandbox is told to people. */
  readonly progress: Writable;
  /** Ends the sandbox. */
  readonly signal: AbortSignal;
  /** How the other calls are told of the folder, such as ` --dir elsewhere`; empty when it is the default one. */
  readonly suffix?: string;
}

/** Runs a sandbox until the signal. */
export async function runSandbox({ progress, suffix = "", ...options }: UpOptions): Promise<void> {
  const { signal } = options;
  progress.write("starting the sandbox…\n");
  const onTrouble = (trouble: Trouble) => void progress.write(`${troubleLine(trouble)}\n`);
  const sandbox = await startSandbox({ ...options, onTrouble });
  progress.write(usage(sandbox, suffix));
  const outcome = await Promise.race([sandbox.ended.then(() => "ended"), untilAborted(signal)]);
  progress.write("ending the sandbox, its state is kept…\n");
  await sandbox.close();
  if (outcome === "ended") throw new Error(`the emulator has ended; see ${options.stateDir}/emulator/log`);
}

function usage({ url, accountId, region }: Sandbox, suffix: string): string {
  return [
    `an AWS account at ${url} (account ${accountId}, region ${region})`,
    "",
    "  in another terminal:",
    `    eval "$(stagewright sandbox env${suffix})"`,
    "    aws s3 ls            # and any other AWS command, SDK, Terraform",
    `    stagewright sandbox show${suffix}`,
    "",
    "  Ctrl-C ends it; what it holds is there again at the next start",
    "",
  ].join("\n");
}

async function untilAborted(signal: AbortSignal): Promise<string> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  return "aborted";
}
