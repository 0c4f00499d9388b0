import { createHash } from "node:crypto";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { remember, remembered, sha256Of } from "./checksum.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

it("hashes a file once, and again when it has changed", async () => {
  const folder = folderWith({ tool: "one" });
  const [file, cache] = [join(folder, "tool"), join(folder, "cache")];
  expect(await sha256Of(file, cache)).toBe(sha256("one"));
  const kept = join(cache, "checksums", readdirSync(join(cache, "checksums"))[0] ?? "");
  writeFileSync(kept, sha256("kept"));
  expect(await sha256Of(file, cache)).toBe(sha256("kept"));
  writeFileSync(file, "two");
  expect(await sha256Of(file, cache)).toBe(sha256("two"));
});

it("hashes a file anew when what was kept is no checksum", async () => {
  const folder = folderWith({ tool: "one" });
  const [file, cache] = [join(folder, "tool"), join(folder, "cache")];
  await remember(file, "half a che", cache);
  expect(await sha256Of(file, cache)).toBe(sha256("one"));
});

it.each([0o777, 0o770])(
  "hashes a file each time where others may write the cache, by the mode %o",
  async (mode) => {
    const folder = folderWith({ tool: "one" });
    const [file, cache] = [join(folder, "tool"), join(folder, "cache")];
    for (const shared of [cache, join(cache, "checksums")]) {
      await remember(file, sha256("another tool's"), cache);
      chmodSync(shared, mode);
      expect(await sha256Of(file, cache)).toBe(sha256("one"));
      await remember(file, sha256("another tool's"), cache);
      expect(await remembered(file, cache)).toBeUndefined();
      chmodSync(shared, 0o755);
    }
  },
);
