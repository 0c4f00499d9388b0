import { join } from "node:path";
import { hashFile } from "../../toolchain/index.js";
import { writeProfiles } from "./aws-profiles.js";
import { unpackBundle } from "./bundle-archive.js";
import { deploymentClasses } from "./deployment-class.js";
import { planName } from "./deployment-folder.js";
import { actingEnvironment } from "./deployment-terraform.js";
import { outputsToTell, planContent, plannedOutputs } from "./plan-content.js";
import { type Exported, type RunnerParts, requiredVariable, roleOf } from "./runner-parts.js";
import { readSavedPlan } from "./saved-plan.js";

/** Applies the plan that was reviewed, and no other: by its version, its bytes, and its class. */
export async function applyDeployment(parts: RunnerParts): Promise<Exported> {
  const { folder, store, execution, print, env } = parts;
  const bundle = join(folder.own, "bundle.tgz");
  const version = requiredVariable(env, "BUNDLE_VERSION", /^[\x21-\x7e]{1,1024}$/);
  await store.fetch(store.planKey(execution, "bundle.tgz"), bundle, version);
  await ensureReviewed(bundle, requiredVariable(env, "BUNDLE_SHA256", /^[\da-f]{64}$/));
  await unpackBundle(bundle, folder.path, { isWanted: (path) => path === planName });
  const reviewed = requiredVariable(env, "REVIEWED_CLASS", new RegExp(`^(${deploymentClasses.join("|")})$`));
  const shown = await classedAgain(parts, reviewed);
  if (reviewed === "none") {
    print("The plan that was reviewed changes nothing, so nothing is applied.");
    await putOutputs(parts, plannedOutputs(shown));
    return { Applied: "false" };
  }
  await unpackBundle(bundle, folder.path, { isWanted: (path) => path !== planName });
  const outputs = await applied(parts);
  await store.putFile(store.appliedKey("bundle.tgz"), bundle);
  await putOutputs(parts, outputs);
  return { Applied: "true" };
}

/** For the tests after it. */
async function putOutputs({ store }: RunnerParts, outputs: Record<string, unknown>): Promise<void> {
  await store.putText(store.appliedKey("outputs.json"), JSON.stringify(outputs, null, 2), "application/json");
}

async function ensureReviewed(bundle: string, reviewed: string): Promise<void> {
  const found = await hashFile(bundle);
  if (found === reviewed) return;
  throw new Error(
    `This is not the bundle that was reviewed: its SHA-256 is ${found}, not ${reviewed}. Nothing of it was run. ` +
      "Find out who wrote the object, and retry the stage with all its actions.",
  );
}

/** Before anything of the repository runs: what was answered by no person must still need none. */
async function classedAgain(parts: RunnerParts, reviewed: string) {
  const { shown } = await readSavedPlan(parts);
  const { class: found } = planContent(shown);
  if (found === reviewed) return shown;
  throw new Error(
    `The plan's class is "${found}", and the review said "${reviewed}". Nothing of it was run. Retry the stage with all its actions.`,
  );
}

/** Gives the outputs that may be told. */
async function applied(parts: RunnerParts): Promise<Record<string, unknown>> {
  const { spec, env, folder, terraform, execution, tools } = parts;
  const profiles = await writeProfiles(folder.own, { role: roleOf(spec), region: spec.region, execution });
  const cwd = join(folder.tree, spec.directory);
  const acting = actingEnvironment(env, tools, profiles, {});
  await terraform(init, { cwd, env: acting, isShown: true });
  await noteHolder(parts);
  const inWorkspace = actingEnvironment(env, tools, profiles, spec);
  await terraform([...applying, folder.plan], { cwd, env: inWorkspace, isShown: true });
  const text = await terraform(["output", "-json", "-no-color"], { cwd, env: inWorkspace, isShown: false });
  return outputsToTell(JSON.parse(text));
}

/** Terraform's lock cannot say which build holds it. */
async function noteHolder({ env, store, execution }: RunnerParts): Promise<void> {
  const { CODEBUILD_BUILD_ID: build = "" } = env;
  const holder = JSON.stringify({ build, started: new Date().toISOString() });
  await store.putText(store.planKey(execution, "holder.json"), holder, "application/json");
}

/** What modules there are came with the plan. */
const init = ["init", "-input=false", "-no-color", "-lockfile=readonly", "-get=false"];

const applying = ["apply", "-input=false", "-no-color", "-lock-timeout=10m"];
