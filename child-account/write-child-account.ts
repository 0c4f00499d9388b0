import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { App } from "cdktf";
import { cdktfJson } from "../compiler/stack/json.js";
import { readModules, writeModules } from "../compiler/stack/modules.js";
import { withoutStackTraces } from "../compiler/stack/without-stack-traces.js";
import { ChildAccountStack, type ChildAccountStackOptions } from "./child-account-stack.js";

/** Writes one account's stack and its module into a folder, for Terraform to run there. */
export async function writeChildAccount(options: ChildAccountStackOptions, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  writeModules(readModules(["child-account"]), folder);
  await writeFile(join(folder, "cdk.tf.json"), renderChildAccount(options, folder));
}

/** The Terraform JSON of one account's stack. `outdir` is a folder that exists, as CDKTF wants one. */
export function renderChildAccount(options: ChildAccountStackOptions, outdir: string): string {
  return withoutStackTraces(() =>
    cdktfJson(new ChildAccountStack(new App({ outdir }), options).toTerraform()),
  );
}
