import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { packBundle, unpackBundle } from "./bundle-archive.js";
import { tarEnd, tarHeader, tarPadding } from "./tar.js";

const empty = () => mkdtempSync(join(tmpdir(), "stagewright-bundle-"));
const all = { isWanted: () => true };
const long = `${"deep/".repeat(40)}leaf.tf`;

const archiveOf = (path: string, text: string) => {
  const size = Buffer.byteLength(text);
  const head = tarHeader({ path, kind: "file", isExecutable: false, size });
  const file = join(empty(), "bundle.tgz");
  writeFileSync(file, gzipSync(Buffer.concat([head, Buffer.from(text), tarPadding(size), tarEnd])));
  return file;
};

describe("a bundle", () => {
  it("brings back every file, with long and strange names, without providers and history", async () => {
    const files = {
      ...{ tfplan: "plan", [long]: "long", "tree/a b/ü.tf": "umlaut", "tree/empty": "" },
      ...{
        "tree/.terraform/providers/p": "provider",
        "tree/.git/config": "git",
        "tree/.terraform/modules/m.json": "m",
      },
    };
    const [file, back] = [join(empty(), "b.tgz"), empty()];
    await packBundle(folderWith(files), file);
    await unpackBundle(file, back, all);
    for (const path of ["tfplan", long, "tree/a b/ü.tf", "tree/empty", "tree/.terraform/modules/m.json"]) {
      expect(readFileSync(join(back, path), "utf8")).toBe(files[path as keyof typeof files]);
    }
    const { stdout } = await execa("find", [back, "-name", "providers", "-o", "-name", ".git"]);
    expect(stdout).toBe("");
  });

  it("is one that tar reads too, and gives the same bytes again", async () => {
    const folder = folderWith({ tfplan: "plan", [long]: "x".repeat(70_000) });
    const [one, two] = [join(empty(), "1.tgz"), join(empty(), "2.tgz")];
    await packBundle(folder, one);
    await packBundle(folder, two);
    expect(readFileSync(one)).toEqual(readFileSync(two));
    const { stdout } = await execa("tar", ["-tzf", one]);
    expect(stdout.split("\n")).toContain(long);
  });

  it("holds no links", async () => {
    const folder = folderWith({ "tree/a": "" });
    symlinkSync("/etc/passwd", join(folder, "tree/b"));
    await expect(packBundle(folder, join(empty(), "b.tgz"))).rejects.toThrow("tree/b is a link");
  });

  it("gives what is wanted alone", async () => {
    const [file, back] = [join(empty(), "b.tgz"), empty()];
    await packBundle(folderWith({ tfplan: "plan", "tree/a.tf": "x" }), file);
    await unpackBundle(file, back, { isWanted: (path) => path === "tfplan" });
    expect((await execa("ls", ["-A", back])).stdout).toBe("tfplan");
  });

  it.each(["../out", "/etc/out", "a/../../out", "a//b", "./a", ""])(
    "is refused with the path %j",
    async (path) => {
      await expect(unpackBundle(archiveOf(path, "x"), empty(), all)).rejects.toThrow("leaves its folder");
    },
  );

  it.each([
    ["a link", ["ln -s /etc/passwd x"]],
    ["a hard link", ["echo > y", "ln y x"]],
  ])("of tar's with %s is refused", async (_, commands) => {
    const folder = empty();
    await execa(
      "/bin/sh",
      ["-c", [...commands, "tar -czf b.tgz y x 2>/dev/null || tar -czf b.tgz x"].join(";")],
      { cwd: folder },
    );
    await expect(unpackBundle(join(folder, "b.tgz"), empty(), all)).rejects.toThrow("links are refused");
  });

  it("does not write one path twice, and is no larger than allowed", async () => {
    await expect(
      unpackBundle(archiveOf("a", "x".repeat(5_000)), empty(), { ...all, most: 2_000 }),
    ).rejects.toThrow("more than 2000 bytes");
    const back = empty();
    writeFileSync(join(back, "a"), "there");
    await expect(unpackBundle(archiveOf("a", "x"), back, all)).rejects.toThrow("EEXIST");
    expect(statSync(join(back, "a")).size).toBe(5);
  });

  it("is refused where it is none, cut off, or changed", async () => {
    const whole = readFileSync(archiveOf("a", "x".repeat(5_000)));
    for (const bytes of [Buffer.from("no"), whole.subarray(0, 30), gzipSync(Buffer.alloc(700, 1))]) {
      const file = join(empty(), "b.tgz");
      writeFileSync(file, bytes);
      await expect(unpackBundle(file, empty(), all)).rejects.toThrow("The bundle cannot be unpacked.");
    }
  });
});
