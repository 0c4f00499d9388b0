import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { uploadBundle } from "./make-bundle.js";

const key = "toolchain/stagewright-1.0.0-aaa.zip";
const unused = { version: "1", sha256: "", key: "" };
const bundle = { platform: "linux_amd64", terraform: unused, provider: unused, package: { key, sha256: "" } };

/** What reaches the bucket in one upload, and how often it was packed for that. */
async function uploaded(cache: string): Promise<{ sent: string[]; packed: number }> {
  const sent: string[] = [];
  let packed = 0;
  const content = () => {
    packed += 1;
    return [Buffer.from("the package")];
  };
  const put = async (_: string, file: string) => void sent.push(readFileSync(file, "utf8"));
  await uploadBundle({ bundle, parts: [{ key, content }] }, { has: async () => false, put }, { cache });
  return { sent, packed };
}

it("uploads what it packed here before, and packs anew what somebody else put or changed in the cache", async () => {
  const cache = join(folderWith({ "cache/packed/stagewright-1.0.0-aaa.zip": "poisoned" }), "cache");
  const once = { sent: ["the package"], packed: 1 };
  expect(await uploaded(cache)).toEqual(once);
  expect(await uploaded(cache)).toEqual({ ...once, packed: 0 });
  writeFileSync(join(cache, "packed/stagewright-1.0.0-aaa.zip"), "the pAckage");
  expect(await uploaded(cache)).toEqual(once);
});
