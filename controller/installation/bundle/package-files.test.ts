import { expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { filesOfPackage } from "./package-files.js";

it("takes of a package what a build on Linux runs", () => {
  const kept = [
    "LICENSE",
    "vendor/license.md",
    "NOTICE.txt",
    "lib/index.js",
    "lib/data.json",
    "bin/tool",
    "prebuilds/linux-x64/tool.node",
  ];
  const left = [
    "README.md",
    ".eslintrc",
    ".github/FUNDING.yml",
    "lib/index.js.map",
    "lib/index.d.ts",
    "lib/index.d.mts",
    "src/index.ts",
    "src/native.cc",
    "licenses/MIT.json",
    "test/index.js",
    "lib/__tests__/index.js",
    "node_modules/other/index.js",
    "prebuilds/win32-x64/tool.node",
    "prebuilds/darwin-arm64/tool.node",
  ];
  const folder = folderWith(Object.fromEntries([...kept, ...left].map((path) => [path, "x"])));
  expect(filesOfPackage(folder)).toEqual(kept.toSorted());
});
