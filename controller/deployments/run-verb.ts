import type { Variables } from "../../toolchain/index.js";
import { ownS3 } from "../state/index.js";
import { applyDeployment } from "./apply.js";
import { refuseStaticKeys } from "./aws-profiles.js";
import { inDeploymentFolder } from "./deployment-folder.js";
import { DeploymentStore } from "./deployment-store.js";
import { deploymentTerraform } from "./deployment-terraform.js";
import { fetchTools } from "./deployment-tools.js";
import { writeExports } from "./exported-variables.js";
import { planDeployment } from "./plan.js";
import { reviewDeployment } from "./review.js";
import { type Exported, type RunnerParts, requiredVariable } from "./runner-parts.js";
import { readSpec, specVariable } from "./terraform-spec.js";

const verbs: Readonly<Record<"plan" | "review" | "apply", (parts: RunnerParts) => Promise<Exported>>> = {
  plan: planDeployment,
  review: reviewDeployment,
  apply: applyDeployment,
};

export interface VerbRequest {
  readonly verb: string;
  /** Gets what the actions after it are told. */
  readonly exports: string;
  readonly env: Variables;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** One build's work. Throws what people are to read, and leaves no file but that of the exports. */
export async function runVerb({ verb, exports, env, print, signal }: VerbRequest): Promise<void> {
  if (verb !== "plan" && verb !== "review" && verb !== "apply") {
    throw new Error(`"${verb}" is none of plan, review, apply.`);
  }
  refuseStaticKeys(env);
  const spec = readSpec(env[specVariable]);
  const execution = requiredVariable(env, "EXECUTION_ID", /^[\da-f-]{36}$/);
  const store = new DeploymentStore(ownS3({ region: spec.region }, spec.bucketOwner), spec);
  const exported = await inDeploymentFolder(spec, env, async (folder) => {
    const tools = await fetchTools(spec.tools, store, folder.own);
    const terraform = deploymentTerraform(tools, { ...spec, verb }, { print, signal });
    return verbs[verb]({ spec, execution, env, folder, store, tools, terraform, print });
  });
  await writeExports(exports, exported);
}
