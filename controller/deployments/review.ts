import { join } from "node:path";
import { consoleHost } from "../../compiler/iam/index.js";
import { hashFile } from "../../toolchain/index.js";
import { unpackBundle } from "./bundle-archive.js";
import { planName } from "./deployment-folder.js";
import { planContent } from "./plan-content.js";
import { planSummary } from "./plan-summary.js";
import type { Exported, RunnerParts } from "./runner-parts.js";
import { readSavedPlan } from "./saved-plan.js";

/**
 * Judges the plan, with nothing of the repository: only the saved plan is taken out of the bundle, and read by the
 * installation's Terraform. What it exports is what people are shown, and what binds the apply to these bytes.
 */
export async function reviewDeployment(parts: RunnerParts): Promise<Exported> {
  const { spec, folder, store, execution, print } = parts;
  const bundle = join(folder.own, "bundle.tgz");
  const BundleVersion = await store.fetch(store.planKey(execution, "bundle.tgz"), bundle);
  const Sha256 = await hashFile(bundle);
  await unpackBundle(bundle, folder.path, { isWanted: (path) => path === planName });
  const plan = await readSavedPlan(parts);
  const content = planContent(plan.shown);
  const Summary = planSummary(content);
  const text = await plan.text();
  const key = store.planKey(execution, "plan.txt");
  const version = await store.putText(key, text, "text/plain; charset=utf-8");
  for (const line of [text, `Class: ${content.class}`, Summary]) print(line);
  return {
    Class: content.class,
    Add: String(content.add.length),
    Change: String(content.change.length),
    Destroy: String(content.destroy.length),
    Replace: String(content.replace.length),
    Summary,
    Sha256,
    BundleVersion,
    ApproveWhen: spec.approveWhen,
    Account: spec.account,
    PlanLink: objectLink(spec.bucket, spec.region, key, version),
  };
}

/** Where the console shows that version of an object. */
function objectLink(bucket: string, region: string, key: string, version: string): string {
  const query = new URLSearchParams({ region, prefix: key, versionId: version });
  return `https://${consoleHost(region)}/s3/object/${bucket}?${query}`;
}
