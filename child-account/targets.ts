import type { Pipeline } from "../compiler/pipeline/index.js";

/** A target account, and who deploys there as far as the items say. */
export interface TargetAccount {
  readonly account: string;
  readonly repositories: readonly string[];
}

/** The accounts that are named and those that pipelines deploy to, in the order of their numbers, each once. */
export function targetsOf(accounts: readonly string[], pipelines: readonly Pipeline[]): TargetAccount[] {
  const found = new Map(accounts.map((account) => [account, new Set<string>()]));
  for (const { repository, environments } of pipelines) {
    for (const { accountId } of environments) {
      const repositories = found.get(accountId) ?? new Set();
      found.set(accountId, repositories.add(repository));
    }
  }
  return [...found]
    .map(([account, repositories]) => ({ account, repositories: [...repositories].sort() }))
    .sort((left, right) => (left.account < right.account ? -1 : 1));
}
