import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { digestOfFiles } from "../bundle/package-content.js";
import { verifyPackage } from "./verify-package.js";

const names = ["dist/stagewright.js", "node_modules/a/index.js", "node_modules/a-b/é.js", "package.json"];

let folder: string;
let sha256: string;

beforeEach(() => {
  folder = folderWith(Object.fromEntries(names.map((name) => [name, `// ${name}`])));
  const files = names.map((path) => ({ path, source: join(folder, path) }));
  sha256 = digestOfFiles(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
});

const verify = () => spawnSync("sh", ["-c", verifyPackage(sha256)], { cwd: folder, encoding: "utf8" });

describe("a build", () => {
  it("goes on with the package that bootstrap made", () => {
    chmodSync(join(folder, "package.json"), 0o600);
    execFileSync("sh", ["-c", verifyPackage(sha256)], { cwd: folder });
  });

  it.each<[string, () => void]>([
    ["changed byte", () => appendFileSync(join(folder, "dist/stagewright.js"), ";")],
    ["file more", () => writeFileSync(join(folder, "node_modules/a/hidden.js"), "")],
    ["file of another name", () => renameSync(join(folder, "package.json"), join(folder, "manifest.json"))],
    ["link to a folder", () => symlinkSync("/", join(folder, "dist/root"))],
    [
      "package put before another",
      () => {
        mkdirSync(join(folder, "node_modules/b"));
        writeFileSync(join(folder, "node_modules/b/index.js"), "evil()");
      },
    ],
  ])("ends before it runs anything where there is a %s", (_, change) => {
    change();
    const { status, stderr } = verify();
    expect(status).not.toBe(0);
    expect(stderr).not.toBe("");
  });
});
