import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { isStrangers } from "./strangers-file.js";

const [root, me, other, third] = [0, 1000, 2000, 3000];

describe("a file that was found upwards", () => {
  it.each([
    ["mine", me, false],
    ["root's", root, false],
    ["of whom the folder is that this was called in", other, false],
    ["a stranger's", third, true],
  ])("is judged by its owner: %s", (_, owner, expected) => {
    const ownersOf = (path: string) => [path === "/tmp/work" ? other : owner];
    expect(isStrangers("/tmp/stagewright.yaml", "/tmp/work", { self: me, ownersOf })).toBe(expected);
  });

  it("is a stranger's where a stranger made the link to it, whosever it is", () => {
    const ownersOf = (path: string) => (path === "/tmp/work" ? [me, me] : [third, me]);
    expect(isStrangers("/tmp/stagewright.yaml", "/tmp/work", { self: me, ownersOf })).toBe(true);
  });

  it("is ours where we made both the file and the link to it", () => {
    const folder = folderWith({ "stagewright.yaml": "" });
    symlinkSync(join(folder, "stagewright.yaml"), join(folder, "link.yaml"));
    expect(isStrangers(join(folder, "link.yaml"), folder)).toBe(false);
  });
});
