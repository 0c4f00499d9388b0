import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unzipInto, zipContents, zipFiles } from "./archive.js";
import { zipEntries } from "./zip-entries.js";

let root: string;
let target: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "archive-"));
  target = join(root, "target");
  await mkdir(target);
});

afterEach(() => rm(root, { recursive: true }));

describe("an archive", () => {
  it("gives back what was put in, executable files executable", async () => {
    await writeFile(join(root, "run.sh"), "echo", { mode: 0o755 });
    await writeFile(join(root, "ü.txt"), "text", { mode: 0o644 });
    const archive = await zipFiles([
      { path: "bin/run.sh", source: join(root, "run.sh") },
      { path: "ü.txt", source: join(root, "ü.txt") },
    ]);
    unzipInto(target, archive);
    expect(await readFile(join(target, "ü.txt"), "utf8")).toBe("text");
    expect((await stat(join(target, "bin/run.sh"))).mode & 0o777).toBe(0o755);
    expect((await stat(join(target, "ü.txt"))).mode & 0o111).toBe(0);
  });

  it("loses no file for its name", () => {
    const content = Buffer.from("text");
    const names = ["__proto__", "constructor", "lib/__proto__/toString"];
    const entries = names.map((path) => ({ path, content, isExecutable: false }));
    expect(zipEntries(zipContents(entries)).map(({ path }) => path)).toEqual(names);
  });

  it("has the same bytes for the same content", async () => {
    await writeFile(join(root, "a"), "a");
    const entries = [{ path: "a", source: join(root, "a") }];
    expect(await zipFiles(entries)).toEqual(await zipFiles(entries));
  });

  it("may hold empty folders", async () => {
    unzipInto(target, zipSync({ "empty/": new Uint8Array() }));
    expect((await stat(join(target, "empty"))).isDirectory()).toBe(true);
  });

  it.each(["../out", "/etc/out", "a/../../out", "..\\out", "C:\\out"])(
    "that would write to %s is refused before anything is written",
    async (path) => {
      const archive = zipSync({ "good.txt": new Uint8Array([1]), [path]: new Uint8Array([1]) });
      expect(() => unzipInto(target, archive)).toThrow(`leaves its folder: ${path}`);
      expect(await readdir(target)).toEqual([]);
    },
  );

  it("may hold files as they are, packed ones and empty ones, before a comment", async () => {
    const text = new TextEncoder().encode("text ".repeat(1000));
    const archive = zipSync({
      plain: [text, { level: 0 }],
      packed: [text, { level: 9 }],
      none: new Uint8Array(),
    });
    const comment = new TextEncoder().encode("a comment");
    const commented = new Uint8Array([...archive, ...comment]);
    commented[archive.length - 2] = comment.length;
    unzipInto(target, commented);
    const read = await Promise.all(["plain", "packed", "none"].map((name) => readFile(join(target, name))));
    expect(read.map((bytes) => new Uint8Array(bytes))).toEqual([text, text, new Uint8Array()]);
  });

  it.each([
    ["that is none", () => new TextEncoder().encode("no zip at all")],
    ["that ends early", (archive: Uint8Array) => archive.subarray(0, archive.length - 10)],
    [
      "whose file is damaged",
      (archive: Uint8Array) => archive.map((byte, at) => (at >= 34 && at < 44 ? byte ^ 0xff : byte)),
    ],
  ])("%s is refused before anything is written", async (_, spoilt) => {
    const archive = zipSync({ text: new TextEncoder().encode("text ".repeat(1000)) });
    expect(() => unzipInto(target, spoilt(archive))).toThrow(/Unable to extract the source archive/);
    expect(await readdir(target)).toEqual([]);
  });
});
