import { readFileSync } from "node:fs";
import { type TargetAccount, targetsOf } from "../../../child-account/index.js";
import { type Compiled, compileFiles } from "../../../compiler/compile.js";
import type { Settings } from "../../../compiler/settings/index.js";
import { compileTable } from "../../shared/inputs.js";
import { refuse } from "../../shared/refuse.js";
import type { Terminal } from "../../shared/terminal.js";
import { isAccount } from "./is-account.js";

export interface TargetOptions {
  /** `--table`. */
  readonly table?: string;
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
  if (diagnostics.length > 0) return refuse(diagnostics, {}, out);
  return targetsOf(
    names.filter(isAccount),
    compiled.flatMap(({ pipelines }) => pipelines),
  );
}
