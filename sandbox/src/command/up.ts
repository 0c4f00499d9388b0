import type { Writable } from "node:stream";
import { defaultProgram } from "../branding.js";
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

/** How people call the other commands. */
type Hints = Required<Pick<UpOptions, "program" | "suffix">>;

/** Runs a sandbox until the signal. */
export async function runSandbox({ progress, suffix = "", ...options }: UpOptions): Promise<void> {
  const { signal } = options;
  progress.write("Starting the sandbox…\n");
  const onTrouble = (trouble: Trouble) => void progress.write(`${troubleLine(trouble)}\n`);
  const sandbox = await startSandbox({ ...options, onTrouble });
  progress.write(usage(sandbox, { program: options.program ?? defaultProgram, suffix }));
  const outcome = await Promise.race([sandbox.ended.then(() => "ended"), untilAborted(signal)]);
  progress.write("Ending the sandbox; its state is kept…\n");
  await sandbox.close();
  if (outcome === "ended")
    throw new Error(`The emulator has ended. Its log: ${options.stateDir}/emulator/log`);
}

function usage({ url, accountId, region }: Sandbox, { program, suffix }: Hints): string {
  return [
    `An AWS account is at ${url} (account ${accountId}, region ${region}).`,
    "",
    "  In another terminal:",
    `    eval "$(${program} env${suffix})"`,
    "    aws s3 ls            # and any other AWS command, SDK, Terraform",
    `    ${program} show${suffix}`,
    "",
    "  Ctrl-C ends it. What it holds is there again at the next start.",
    "",
  ].join("\n");
}

async function untilAborted(signal: AbortSignal): Promise<string> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  return "aborted";
}
