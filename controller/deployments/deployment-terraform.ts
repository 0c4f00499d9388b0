import {
  type ChildEnvironment,
  childEnvironment,
  type RunResult,
  run,
  type Variables,
} from "../../toolchain/index.js";
import type { FetchedTools } from "./deployment-tools.js";
import { type AdviceFacts, terraformAdvice } from "./terraform-advice.js";

export interface TerraformCall {
  readonly cwd: string;
  readonly env: ChildEnvironment;
  /** Whether its output is for people; what is not may hold secrets, and is shown to nobody. */
  readonly isShown: boolean;
}

/** Runs Terraform to its end, and gives what it wrote. Throws with the reason in its own words, and with what to do. */
export type DeploymentTerraform = (args: readonly string[], call: TerraformCall) => Promise<string>;

export function deploymentTerraform(
  { terraform }: FetchedTools,
  facts: AdviceFacts,
  { print, signal }: { readonly print: (line: string) => void; readonly signal: AbortSignal },
): DeploymentTerraform {
  return async (args, { cwd, env, isShown }) => {
    // What it says of itself goes to people, also where its answer does not.
    const onOutput = (line: string, stream: "stdout" | "stderr") => {
      if (isShown || stream === "stderr") print(line);
    };
    const result = await run(terraform, args, { cwd, env, signal, onOutput, graceMs });
    if (result.exitCode === 0 && !result.cancelled) return result.stdout;
    throw new Error(reasonOf(result, args, facts));
  };
}

/** Terraform may have to wait for AWS before it can save its state; CodeBuild waits no longer. */
const graceMs = 80_000;

function reasonOf(result: RunResult, [verb = ""]: readonly string[], facts: AdviceFacts): string {
  if (result.cancelled) return `\`terraform ${verb}\` was stopped.`;
  const end =
    result.signal === undefined ? `ended with exit code ${result.exitCode}` : `was ended by ${result.signal}`;
  const advice = terraformAdvice(`${result.stdout}\n${result.stderr}`, facts);
  return [`\`terraform ${verb}\` ${end}.`, ...advice].join("\n");
}

/** The whole environment of a Terraform that acts for the deployment. */
export function actingEnvironment(
  own: Variables,
  { cliConfig }: FetchedTools,
  profiles: ChildEnvironment,
  { workspace }: { readonly workspace?: string },
): ChildEnvironment {
  const extra = { ...profiles, ...(workspace !== undefined && { TF_WORKSPACE: workspace }) };
  const { STAGEWRIGHT_TERRAFORM: _, ...rest } = childEnvironment(own, { cliConfig, extra });
  return rest;
}

/** The variables that the project lends to what is planned. */
export function lentVariables(own: Variables): ChildEnvironment {
  const lent = Object.entries(own).flatMap(([name, value]) =>
    name.startsWith("TF_VAR_") && value !== undefined ? [[name, value] as const] : [],
  );
  return Object.fromEntries(lent);
}

/** Of a Terraform that only reads a file: no credentials, no region, no way to AWS. */
export function readingEnvironment(own: Variables, { cliConfig }: FetchedTools): ChildEnvironment {
  const { PATH, HOME, TMPDIR } = own;
  return childEnvironment({ PATH, HOME, TMPDIR }, { cliConfig });
}
