import { ensureSuccess, RunFailed } from "./errors.js";
import { plannedChanges, spokenEvents } from "./plan-events.js";
import type { PlanJson, ResourceChange } from "./plan-json.js";
import { type RunOptions, type RunResult, run } from "./run.js";

export interface Plan {
  /** False when Terraform would change nothing, outputs included. */
  readonly hasChanges: boolean;
  /** To be applied as it is. */
  readonly file: string;
  /** Asked for only where it is needed: Terraform starts its providers once more to tell. */
  json(): Promise<PlanJson>;
}

export interface PlannedChanges extends Pick<Plan, "hasChanges" | "file"> {
  readonly changes: readonly ResourceChange[];
}

export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** Where in the configuration, from the working folder. */
  readonly range?: { readonly filename: string };
}

export interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly TerraformDiagnostic[];
}

export interface OutputValue {
  readonly value: unknown;
  readonly sensitive: boolean;
}

/** Every call takes further flags, and throws `RunFailed` when Terraform fails. */
export interface Terraform {
  init(...flags: string[]): Promise<RunResult>;
  validate(): Promise<Validation>;
  plan(...flags: string[]): Promise<Plan>;
  /** A plan by which resources it would touch, without their values: told by the start of the providers that plans. */
  planChanges(...flags: string[]): Promise<PlannedChanges>;
  /** Applies a plan's file when that is among the flags. */
  apply(...flags: string[]): Promise<RunResult>;
  destroy(...flags: string[]): Promise<RunResult>;
  /** The state, or with a plan's file the plan, as Terraform's JSON. */
  show(...flags: string[]): Promise<unknown>;
  output(): Promise<Readonly<Record<string, OutputValue>>>;
  /** The files that are not formatted as Terraform formats them. */
  unformatted(): Promise<string[]>;
  test(...flags: string[]): Promise<RunResult>;
}

const planFile = "stagewright.tfplan";

/** Terraform in one working folder, `options.cwd`. */
export function terraformIn(path: string, options: RunOptions): Terraform {
  const start = (...args: string[]) => run(path, args, options);
  const succeed = async (...args: string[]) => ensureSuccess(await start(...args));
  const planInto = (...flags: string[]) =>
    start("plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${planFile}`, ...flags);
  const show = async (...flags: string[]) => JSON.parse((await succeed("show", "-json", ...flags)).stdout);
  return {
    init: (...flags) => succeed("init", "-input=false", "-no-color", ...flags),
    validate: async () => readValidation(await start("validate", "-json")),
    plan: async (...flags) => {
      const hasChanges = readHasChanges(await planInto(...flags));
      return { hasChanges, file: planFile, json: () => show(planFile) };
    },
    planChanges: async (...flags) => {
      const { stdout, ...rest } = await planInto("-json", ...flags);
      const hasChanges = readHasChanges({ ...rest, stdout: spokenEvents(stdout) });
      return { hasChanges, file: planFile, changes: plannedChanges(stdout) };
    },
    apply: (...flags) => succeed("apply", "-input=false", "-no-color", "-auto-approve", ...flags),
    destroy: (...flags) => succeed("destroy", "-input=false", "-no-color", "-auto-approve", ...flags),
    show,
    output: async () => JSON.parse((await succeed("output", "-json")).stdout),
    unformatted: async () => readUnformatted(await start("fmt", "-check", "-recursive")),
    test: (...flags) => succeed("test", "-no-color", ...flags),
  };
}

/** `-detailed-exitcode`: 0 nothing to do, 2 something. */
function readHasChanges(result: RunResult): boolean {
  if (result.exitCode === 2) return true;
  return ensureSuccess(result).exitCode !== 0;
}

/** An invalid configuration is an answer, with exit code 1; it is a failure to give none. */
function readValidation(result: RunResult): Validation {
  if (!result.stdout.startsWith("{")) throw new RunFailed(result);
  const { valid, diagnostics } = JSON.parse(result.stdout);
  return { valid, diagnostics };
}

/** `fmt -check` ends with 3 and the names of files that it would change. */
function readUnformatted(result: RunResult): string[] {
  if (result.exitCode !== 3) ensureSuccess(result);
  return result.stdout.split("\n").filter((line) => line !== "");
}
