import { describe, expect, it } from "vitest";
import { ByteQueue } from "./byte-queue.js";
import { blobIdOf, isObjectId, parseCommit, parseTree } from "./objects.js";

const id = (digit: string) => digit.repeat(40);

describe("git's objects", () => {
  // Made with git: hash-object on the same content.
  it("have git's own ids", () => {
    expect(blobIdOf(Buffer.from("hello\n"))).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
    expect([id("a"), id("A"), id("a").slice(1), `${id("a")}\n`, "HEAD"].map(isObjectId)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("that are commits have parents, people, headers of several lines and a message", () => {
    const text = [
      `tree ${id("1")}`,
      `parent ${id("2")}`,
      `parent ${id("3")}`,
      "author Ada <ada@example.com> 1700000000 +0100",
      "committer  <> 1700000001 +0000",
      "gpgsig -----BEGIN",
      " parent of nothing",
      "",
      "Title\n\nparent of the text\n",
    ];
    expect(parseCommit(id("0"), Buffer.from(text.join("\n")))).toEqual({
      commitId: id("0"),
      treeId: id("1"),
      parents: [id("2"), id("3")],
      author: { name: "Ada", email: "ada@example.com", date: "1700000000 +0100" },
      committer: { name: "", email: "", date: "1700000001 +0000" },
      message: "Title\n\nparent of the text\n",
    });
    expect(parseCommit(id("0"), Buffer.from(`tree ${id("1")}\n`)).message).toBe("");
  });

  it("that are trees hold files, programs, links, folders and submodules", () => {
    const entry = (mode: string, name: string) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id("0a").slice(0, 40), "hex")]);
    const modes = ["100644", "100755", "120000", "40000", "160000", "100664"];
    const tree = parseTree(Buffer.concat(modes.map((mode) => entry(mode, `a b\n${mode}`))));
    expect(tree.map(({ kind }) => kind)).toEqual([
      ...["NORMAL", "EXECUTABLE", "SYMLINK", "folder", "submodule", "NORMAL"],
    ]);
    expect(tree[0]).toMatchObject({ name: "a b\n100644", id: "0a".repeat(20) });
    expect(parseTree(Buffer.alloc(0))).toEqual([]);
  });
});

it("bytes come in any pieces, and are taken by lines and by numbers", () => {
  const bytes = new ByteQueue();
  expect([bytes.line(), bytes.take(1)]).toEqual([undefined, undefined]);
  for (const piece of ["ab", "c\nd", "e", "f\n"]) bytes.push(Buffer.from(piece));
  expect([bytes.line(), String(bytes.take(2)), bytes.take(3), bytes.line()]).toEqual([
    "abc",
    "de",
    undefined,
    "f",
  ]);
  expect(bytes.take(0)?.length).toBe(0);
});
