import { readFileSync } from "node:fs";
import { type Compiled, compileFiles } from "../../../compiler/compile.js";
import type { Pipeline } from "../../../compiler/pipeline/index.js";
import type { Settings } from "../../../compiler/settings/index.js";
import { Exit } from "../../shared/exit.js";
import { compileTable } from "../../shared/inputs.js";
import { printDiagnostics, type Terminal } from "../../shared/terminal.js";

/** A target account, and who deploys there as far as the items say. */
export interface TargetAccount {
  readonly account: string;
  readonly repositories: readonly string[];
}

export interface TargetOptions {
  /** `--table`. */
  readonly table?: string;
}

/** Whether an argument is an account; else it is a path of items. */
export function isAccount(name: string): boolean {
  return /^[0-9]{12}$/.test(name);
}

/** The accounts that are named, and those that items deploy to. */
export async function findTargets(
  names: readonly string[],
  { table }: TargetOptions,
  settings: Settings,
  out: Terminal,
): Promise<TargetAccount[]> {
  const paths = names.filter((name) => !isAccount(name));
  const stdin = () => readFileSync(0, "utf8");
  const compiled: Compiled[] = [
    ...(table ? [await compileTable(table, settings)] : []),
    ...(paths.length > 0 ? [compileFiles(paths, { settings, stdin })] : []),
  ];
  const diagnostics = compiled.flatMap((each) => each.diagnostics);
  if (diagnostics.length > 0) {
    printDiagnostics(out, diagnostics);
    throw new Exit(1);
  }
  return targetsOf(
    names.filter(isAccount),
    compiled.flatMap(({ pipelines }) => pipelines),
  );
}

/** In the order of their numbers, each once. */
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
