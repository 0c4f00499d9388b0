import type { Terraform } from "../../../toolchain/index.js";
import type { Search } from "./finder.js";
import { writeImportFiles } from "./import-files.js";
import { missingIn, type WholePlan } from "./missing.js";
import { type Orphans, searchOrphans } from "./orphans.js";

/** A stack's own folder, with the Terraform that runs in it. */
export interface Stack {
  readonly folder: string;
  readonly terraform: Terraform;
}

interface Findings extends Orphans {
  readonly plan: WholePlan;
}

/** What the configuration names, AWS has, and the state does not know. `flags`: of the plan that tells. */
export async function lookForOrphans(
  { terraform }: Pick<Stack, "terraform">,
  search: Search,
  ...flags: readonly string[]
): Promise<Findings> {
  await terraform.init();
  // What the state knows is taken as it is: only what it lacks is of interest.
  const plan: WholePlan = await (await terraform.plan("-refresh=false", ...flags)).json();
  return { ...(await searchOrphans(missingIn(plan), search)), plan };
}

/**
 * Takes into the state what a death left in AWS, and changes nothing of it. Settings that these rest on are put again,
 * as they were to be put then.
 */
export async function adoptOrphans(stack: Stack, search: Search): Promise<Orphans> {
  const { ours, foreign, plan } = await lookForOrphans(stack, search);
  if (ours.length > 0) {
    await writeImportFiles(stack.folder, ours, plan);
    const targets = ours.map(({ address }) => `-target=${address}`);
    await stack.terraform.apply("-refresh=false", ...targets);
  }
  return { ours, foreign };
}
