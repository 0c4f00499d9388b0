import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cdktfJson } from "../stack/index.js";

export const manifestFile = "manifest.json";

/** CDKTF's own manifest: which stacks a folder holds, so that `cdktf deploy` works from it as it is. */
export function manifest(stacks: readonly string[], cdktfVersion: string): string {
  return cdktfJson({
    version: cdktfVersion,
    stacks: Object.fromEntries([...stacks].sort().map((name) => [name, entry(name)])),
  });
}

function entry(name: string) {
  return {
    name,
    annotations: [],
    constructPath: name,
    dependencies: [],
    stackMetadataPath: `stacks/${name}/metadata.json`,
    synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
    workingDirectory: `stacks/${name}`,
  };
}

/** The stacks that an earlier run wrote into a folder; none if there was no run, or no manifest of ours. */
export function stacksIn(folder: string): string[] {
  try {
    const { stacks } = JSON.parse(readFileSync(join(folder, manifestFile), "utf8"));
    return Object.keys(stacks).filter((name) => /^[a-z0-9-]+$/.test(name));
  } catch {
    return [];
  }
}
