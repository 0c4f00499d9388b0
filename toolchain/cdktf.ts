import { ensureSuccess } from "./errors.js";
import type { CdktfTool } from "./find-cdktf.js";
import { interruptBelow } from "./interrupt.js";
import { type RunOptions, type RunResult, run } from "./run.js";

export interface CdktfOptions extends RunOptions {
  /** cdktf would ask a registry for the checksums of all platforms; a mirror has one platform's. */
  readonly skipProviderLock: boolean;
}

/** Every call takes further flags, and throws `RunFailed` when cdktf fails. */
export interface Cdktf {
  synth(...flags: string[]): Promise<RunResult>;
  diff(stack: string, ...flags: string[]): Promise<RunResult>;
  /** Without asking: what would change is to be shown before, by `diff`. */
  deploy(stack: string, ...flags: string[]): Promise<RunResult>;
  destroy(stack: string, ...flags: string[]): Promise<RunResult>;
}

/** Takes an output folder as it is, without running the app that wrote it. */
export function fromOutput(folder: string): string[] {
  return ["--skip-synth", "--output", folder];
}

/** cdktf in one project, `options.cwd`. */
export function cdktfIn(tool: CdktfTool, options: CdktfOptions): Cdktf {
  const succeed = async (args: string[], interrupt: RunOptions["interrupt"]) =>
    ensureSuccess(
      await run(tool.command, [...tool.args, ...args], { ...options, ...(interrupt && { interrupt }) }),
    );
  const withTerraform = (command: string, ...args: string[]) => {
    const lock = options.skipProviderLock ? ["--skip-provider-lock"] : [];
    return succeed([command, ...args, "--no-color", ...lock], interruptBelow);
  };
  return {
    synth: (...flags) => succeed(["synth", ...flags], undefined),
    diff: (stack, ...flags) => withTerraform("diff", stack, ...flags),
    deploy: (stack, ...flags) => withTerraform("deploy", stack, "--auto-approve", ...flags),
    destroy: (stack, ...flags) => withTerraform("destroy", stack, "--auto-approve", ...flags),
  };
}
