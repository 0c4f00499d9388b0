import type { Variables } from "./environment.js";
import { MissingTool, type ToolProblem } from "./errors.js";
import { findCdktf } from "./find-cdktf.js";
import { findPython } from "./find-python.js";
import { findTerraform, registryOf } from "./find-terraform.js";
import { findProviderMirror } from "./provider-mirror.js";

/** Everything that is missing on this machine, at once; empty when tests and sandbox can run. */
export function checkToolchain(env: Variables, cwd: string): Promise<ToolProblem[]> {
  const terraform = findTerraform(env);
  const mirror = terraform.then(
    (tool) => findProviderMirror(env, registryOf(tool)),
    () => undefined, // Its absence is told by the search for it.
  );
  return gatherProblems([terraform, mirror, findCdktf(env, cwd), findPython(env)]);
}

/** Throws one `MissingTool` for all that `checkToolchain` finds. */
export async function requireToolchain(env: Variables, cwd: string): Promise<void> {
  throwProblems(await checkToolchain(env, cwd));
}

/** Waits for all searches and gathers what they miss. Any other failure is thrown. */
export async function gatherProblems(searches: readonly Promise<unknown>[]): Promise<ToolProblem[]> {
  const outcomes = await Promise.allSettled(searches);
  return outcomes.flatMap((outcome) => (outcome.status === "rejected" ? problemsIn(outcome.reason) : []));
}

export function throwProblems(problems: readonly ToolProblem[]): void {
  if (problems.length > 0) throw new MissingTool(problems);
}

function problemsIn(reason: unknown): readonly ToolProblem[] {
  if (reason instanceof MissingTool) return reason.problems;
  throw reason;
}
