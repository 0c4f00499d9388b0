import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { stagewright } from "../../testing/installation/stagewright.js";
import { item } from "../../testing/items/items.js";

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** The texts of the files of the build that Node loads for a command. https://nodejs.org/api/cli.html#node_v8_coveragedir */
async function loadedBy(...args: string[]): Promise<string> {
  const folder = folderWith();
  await stagewright(args, { env: { NODE_V8_COVERAGE: folder, AWS_EC2_METADATA_DISABLED: "true" } });
  const reports: Coverage[] = readdirSync(folder).map((name) =>
    JSON.parse(readFileSync(join(folder, name), "utf8")),
  );
  const urls = reports.flatMap(({ result }) => result.map(({ url }) => url));
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  return files.map((file) => readFileSync(file, "utf8")).join("\n");
}

/** Where the parts of a bundle come from, as esbuild says above each. */
const slow = {
  sdk: /^\/\/ (?:\.\.\/)*node_modules\/@(?:aws-sdk|smithy)\//m,
  cdktf: /^\/\/ (?:\.\.\/)*node_modules\/(?:cdktf|constructs)\//m,
  compiler: /^\/\/ compiler\/(?:compile|item|pipeline|reading|stack)\b/m,
};

const slowPartsOf = async (...args: string[]) => {
  const loaded = await loadedBy(...args);
  return Object.entries(slow).flatMap(([name, pattern]) => (pattern.test(loaded) ? [name] : []));
};

it("a shell's question loads neither the AWS SDK, nor CDKTF, nor the compiler", async () => {
  const loaded = await loadedBy("complete", "--", "sy");
  expect(loaded).toContain("// cli/commands/complete/run.ts\n");
  for (const pattern of Object.values(slow)) expect(loaded).not.toMatch(pattern);
});

it("a command that needs them loads them, and is seen to", async () => {
  const cwd = folderWith({ "item.json": JSON.stringify(item()) });
  const made = await slowPartsOf("synth", join(cwd, "item.json"), "--out", join(cwd, "out"));
  expect(made).toEqual(expect.arrayContaining(["cdktf", "compiler"]));
  expect(await slowPartsOf("list")).toContain("sdk");
});
