import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { targetProfile, writeProfiles } from "./aws-profiles.js";
import { copyTree, packBundle } from "./bundle-archive.js";
import { actingEnvironment, lentVariables } from "./deployment-terraform.js";
import { type Exported, type RunnerParts, requiredVariable, roleOf } from "./runner-parts.js";

/**
 * Plans with the reading role, and puts the plan with all that its apply needs into the bucket. The repository's code runs here
 * (modules, providers, `external` data), so nothing that this build says decides anything.
 */
export async function planDeployment(parts: RunnerParts): Promise<Exported> {
  const { spec, env, folder, store, terraform, execution, tools } = parts;
  await copyTree(requiredVariable(env, "CODEBUILD_SRC_DIR", /^\//), folder.tree);
  const profiles = await writeProfiles(folder.own, { role: roleOf(spec), region: spec.region, execution });
  const cwd = join(folder.tree, spec.directory);
  await terraform([...init, ...(await backendFlags(parts))], {
    ...{ cwd, isShown: true },
    env: actingEnvironment(env, tools, profiles, {}),
  });
  await ensureBackend(cwd);
  const acting = { ...actingEnvironment(env, tools, profiles, spec), ...lentVariables(env) };
  const flags = await variableFlags(parts);
  await terraform([...planning, `-out=${folder.plan}`, ...flags], { cwd, env: acting, isShown: true });
  const bundle = join(folder.own, "bundle.tgz");
  await packBundle(folder.path, bundle);
  await store.putFile(store.planKey(execution, "bundle.tgz"), bundle);
  return {};
}

const init = ["init", "-input=false", "-no-color", "-lockfile=readonly"];

/** The reading role writes no lock. Where the state is changed meanwhile, the plan is stale, and is not applied. */
const planning = ["plan", "-input=false", "-no-color", "-lock=false"];

/** In a file, where each value is data; the last one wins. */
async function backendFlags({ spec, folder }: RunnerParts): Promise<string[]> {
  const own = join(folder.own, "backend.json");
  await writeFile(own, JSON.stringify({ ...spec.backend.config, profile: targetProfile }), { mode: 0o600 });
  return [...spec.backend.files, own].map((file) => `-backend-config=${file}`);
}

async function variableFlags({ spec, folder }: RunnerParts): Promise<string[]> {
  const own = join(folder.own, "variables.tfvars.json");
  await writeFile(own, JSON.stringify(spec.variables), { mode: 0o600 });
  return [...spec.variableFiles, own].map((file) => `-var-file=${file}`);
}

/** Without a backend the state would end with the build. */
async function ensureBackend(cwd: string): Promise<void> {
  const text = await readFile(join(cwd, ".terraform", "terraform.tfstate"), "utf8").catch(() => "{}");
  const type: unknown = JSON.parse(text)?.backend?.type;
  if (type === "s3") return;
  const found = typeof type === "string" ? `the backend "${type}"` : "no backend";
  throw new Error(
    `The configuration has ${found}; needed: \`backend "s3" {}\`, since a state must outlive the build that wrote it. ` +
      "Add the block to the repository, with bucket, key and region in it or in the item's BackendConfig.",
  );
}
