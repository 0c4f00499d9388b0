import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { stagewright } from "../../testing/installation/stagewright.js";
import { item } from "../../testing/items/items.js";
import { root } from "../repository/sources.js";

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

const dist = join(root, "dist");

/** Which sources each file of the build is made of. */
const parts: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(dist, "parts.json"), "utf8"),
);

/** The sources of the files of the build that Node loads for a command. https://nodejs.org/api/cli.html#node_v8_coveragedir */
async function loadedBy(...args: string[]): Promise<string[]> {
  const folder = folderWith();
  await stagewright(args, { env: { NODE_V8_COVERAGE: folder, AWS_EC2_METADATA_DISABLED: "true" } });
  const reports: Coverage[] = readdirSync(folder).map((name) =>
    JSON.parse(readFileSync(join(folder, name), "utf8")),
  );
  const urls = reports.flatMap(({ result }) => result.map(({ url }) => url));
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  return files.flatMap((file) => parts[relative(dist, file)] ?? []);
}

const slow = {
  sdk: /^(?:\.\.\/)*node_modules\/@(?:aws-sdk|smithy)\//,
  cdktf: /^(?:\.\.\/)*node_modules\/(?:cdktf|constructs)\//,
  compiler: /^compiler\/(?:compile|item|pipeline|reading|stack)\b/,
};

const slowPartsOf = async (...args: string[]) => {
  const loaded = await loadedBy(...args);
  return Object.entries(slow).flatMap(([name, pattern]) =>
    loaded.some((part) => pattern.test(part)) ? [name] : [],
  );
};

it("a shell's question loads neither the AWS SDK, nor CDKTF, nor the compiler", async () => {
  const loaded = await loadedBy("complete", "--", "sy");
  expect(loaded).toContain("cli/commands/complete/run.ts");
  for (const pattern of Object.values(slow)) expect(loaded.filter((part) => pattern.test(part))).toEqual([]);
});

it("a command that needs them loads them, and is seen to", async () => {
  const cwd = folderWith({ "item.json": JSON.stringify(item()) });
  const made = await slowPartsOf("synth", join(cwd, "item.json"), "--out", join(cwd, "out"));
  expect(made).toEqual(expect.arrayContaining(["cdktf", "compiler"]));
  expect(await slowPartsOf("list")).toContain("sdk");
});
