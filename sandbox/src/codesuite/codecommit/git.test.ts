import { describe, expect, it } from "vitest";
import { blobIdOf, childrenOf, commitIdOf, type Files, treeIdOf } from "./git.js";

const hello = blobIdOf(Buffer.from("hello\n"));
const file = (mode: "NORMAL" | "EXECUTABLE" | "SYMLINK" = "NORMAL") => ({ blobId: hello, mode });
const files: Files = {
  "lib/run.sh": file("EXECUTABLE"),
  "lib.txt": file(),
  "lib-a": file("SYMLINK"),
  "lib/deep/er": file(),
};

describe("git's object ids", () => {
  // Made with git: hash-object, mktree and commit-tree on the same content.
  it("of contents", () => expect(hello).toBe("ce013625030ba8dba906f756967f9e9ca394464a"));

  it("of trees: empty, and with files, programs, links and folders in git's order", () => {
    expect(treeIdOf({})).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    expect(treeIdOf(files)).toBe("3f5145999900a4e8119f2101d8bc29ec30912fc2");
  });

  it("of commits", () => {
    const author = { name: "Ada", email: "ada@example.com", date: "1700000000 +0000" };
    expect(commitIdOf({ treeId: treeIdOf(files), parents: [], author, message: "First\n" })).toBe(
      "588e650199751d768d05f073a115d5aeb5613897",
    );
    const parents = ["588e650199751d768d05f073a115d5aeb5613897"];
    expect(commitIdOf({ treeId: treeIdOf({}), parents, author, message: "Second\n" })).toBe(
      "0e74dcd7f30f3b810af55280ab998c61f6d20d9a",
    );
  });
});

it("childrenOf names what lies directly in a folder", () => {
  expect(childrenOf(files, "")).toEqual(["lib", "lib-a", "lib.txt"]);
  expect(childrenOf(files, "lib")).toEqual(["deep", "run.sh"]);
  expect(childrenOf(files, "li")).toEqual([]);
});
