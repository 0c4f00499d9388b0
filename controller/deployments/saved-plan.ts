import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { readingEnvironment } from "./deployment-terraform.js";
import type { ShownPlan } from "./plan-content.js";
import type { RunnerParts } from "./runner-parts.js";

/** A saved plan, as the installation's Terraform and providers read it. */
export interface SavedPlan {
  readonly shown: ShownPlan;
  /** For people: Terraform leaves out what is sensitive. */
  text(): Promise<string>;
}

const lockName = ".terraform.lock.hcl";

/**
 * Reads the bundle's plan in an empty folder, where no code of the repository is: the providers are those of the plan's own lock file, and
 * come from the installation.
 */
export async function readSavedPlan({ folder, terraform, env: own, tools }: RunnerParts): Promise<SavedPlan> {
  const [cwd, env] = [join(folder.own, "reading"), readingEnvironment(own, tools)];
  await mkdir(cwd);
  const lock = lockIn(await readFile(folder.plan));
  if (lock !== "") await writeFile(join(cwd, lockName), lock);
  await writeFile(join(cwd, "main.tf.json"), JSON.stringify(requiring(lock)));
  const init = ["init", "-backend=false", "-input=false", "-no-color", "-lockfile=readonly"];
  await terraform(init, { cwd, env, isShown: false });
  const show = (...flags: readonly string[]) =>
    terraform(["show", "-no-color", ...flags, folder.plan], { cwd, env, isShown: false });
  return { shown: JSON.parse(await show("-json")), text: () => show() };
}

/** A plan's file is an archive, with the lock file by which it was made. */
function lockIn(plan: Uint8Array): string {
  const found = unzipSync(plan, {
    filter: ({ name, originalSize }) => name === lockName && originalSize <= 1_000_000,
  });
  return Buffer.from(found[lockName] ?? []).toString();
}

function requiring(lock: string): object {
  const blocks = lock.matchAll(/^provider "([^"\n]+)" \{\n\s+version\s+= "([^"\n]+)"/gm);
  const required = [...blocks].map(([, source = "", version = ""], index) => [
    `p${index}`,
    { source, version },
  ]);
  return { terraform: { required_providers: Object.fromEntries(required) } };
}
