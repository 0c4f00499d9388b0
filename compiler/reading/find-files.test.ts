import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { findFiles } from "./find-files.js";

const namesIn = (folder: string, ...paths: string[]) =>
  findFiles(paths.length > 0 ? paths : [folder]).files.map(({ name }) => relative(folder, name));

it("finds the texts in a folder and below it, sorted", () => {
  const folder = folderWith({ "b.yaml": "", "a.json": "", "deep/er/c.YML": "", "a/z.json": "" });
  expect(namesIn(folder)).toEqual(["a/z.json", "a.json", "b.yaml", "deep/er/c.YML"]);
});

it("tells the format by the ending, and takes other files that are named for YAML", () => {
  const folder = folderWith({ "a.json": "", "b.yml": "", item: "" });
  const paths = ["a.json", "b.yml", "item"].map((name) => join(folder, name));
  expect(findFiles(paths).files.map(({ format }) => format)).toEqual(["json", "yaml", "yaml"]);
});

it("passes over what is no item in a folder, but not if it is named", () => {
  const others = {
    "package.json": "",
    "tsconfig.build.json": "",
    "stagewright.yaml": "",
    ".hidden.yaml": "",
  };
  const folder = folderWith({ ...others, "node_modules/x.json": "", "README.md": "", "item.yaml": "" });
  expect(namesIn(folder)).toEqual(["item.yaml"]);
  expect(namesIn(folder, join(folder, "package.json"))).toEqual(["package.json"]);
});

it("reads a file once, however often it is named", () => {
  const folder = folderWith({ "a.yaml": "" });
  expect(namesIn(folder, folder, join(folder, "a.yaml"), `${folder}/./a.yaml`)).toEqual(["a.yaml"]);
});

it("keeps standard input as it is named, without a format yet", () => {
  expect(findFiles(["-", "-"]).files).toEqual([{ name: "-" }]);
});

it("tells of every path that is not there, and of folders without items", () => {
  const folder = folderWith({ "empty/README.md": "", "file.yaml": "" });
  const paths = ["missing.yaml", "empty", "file.yaml/below", "nul\0"].map((name) => join(folder, name));
  expect(findFiles(paths).diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "input.unreadable: Cannot read this: there is no such file or folder.",
    "input.no-items: This folder holds no items: no .json, .jsonl, .yaml or .yml file.",
    "input.unreadable: Cannot read this: a part of the path is no folder.",
    "input.unreadable: Cannot read this: no path holds such characters.",
  ]);
});

it("tells of links that go round in a circle", () => {
  const folder = folderWith();
  symlinkSync("b", join(folder, "a"));
  symlinkSync("a", join(folder, "b"));
  expect(findFiles([join(folder, "a")]).diagnostics[0]?.message).toBe(
    "Cannot read this: its links go round in a circle.",
  );
});

it("waits for no pipe that lies in a folder", () => {
  const folder = folderWith({ "a.yaml": "" });
  execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
  expect(namesIn(folder)).toEqual(["a.yaml"]);
});

it("follows links within the folder, and no others", () => {
  const outside = folderWith({ token: "secret: x" });
  const folder = folderWith({ "real.yaml": "", "deep/x.md": "" });
  symlinkSync("../real.yaml", join(folder, "deep", "inside.yaml"));
  symlinkSync(join(outside, "token"), join(folder, "token.yaml"));
  symlinkSync("/dev/zero", join(folder, "zero.yaml"));
  symlinkSync("nowhere", join(folder, "broken.yaml"));
  const { files, diagnostics } = findFiles([folder]);
  expect(files.map(({ name }) => relative(folder, name))).toEqual(["deep/inside.yaml", "real.yaml"]);
  expect(diagnostics.map(({ code, file }) => `${code} ${relative(folder, file)}`)).toEqual([
    "input.unreadable broken.yaml",
    "input.link token.yaml",
    "input.link zero.yaml",
  ]);
});
