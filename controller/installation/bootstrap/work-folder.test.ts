import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { makeWorkFolder, programFile, removeWorkFolder } from "./work-folder.js";

/** Of a process that has ended. */
const ended = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));

/** What is left of a folder of this maker, with these files, once another is made; and the other. */
async function afterNext(maker: number, files: Readonly<Record<string, string>> = {}) {
  const parent = folderWith();
  const own = await makeWorkFolder(parent);
  const left = join(parent, basename(own).replace(`-${process.pid}-`, `-${maker}-`));
  mkdirSync(left, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(left, name), content);
  await makeWorkFolder(parent);
  return existsSync(left);
}

describe("the folder of a bootstrap that was killed", () => {
  it("is removed by the next one, with what is in it", async () => {
    expect(await afterNext(ended, { "main.tf.json": "{}" })).toBe(false);
  });

  it("stays while its bootstrap is at work", async () => {
    expect(await afterNext(process.pid)).toBe(true);
  });

  it("stays while its Terraform goes on, and goes once that has ended", async () => {
    expect(await afterNext(ended, { [programFile]: String(process.pid) })).toBe(true);
    expect(await afterNext(ended, { [programFile]: "" })).toBe(true);
    expect(await afterNext(ended, { [programFile]: String(ended) })).toBe(false);
  });

  it("stays where it has the only copy of a state", async () => {
    expect(await afterNext(ended, { "errored.tfstate": "{}" })).toBe(true);
  });
});

describe("the folder of a bootstrap that ends", () => {
  it("is gone, but where it has the only copy of a state, which is said", async () => {
    const [plain, unsaved] = [folderWith({ "main.tf.json": "{}" }), folderWith({ "errored.tfstate": "{}" })];
    const said: string[] = [];
    for (const folder of [plain, unsaved]) await removeWorkFolder(folder, (line) => void said.push(line));
    expect([existsSync(plain), existsSync(join(unsaved, "errored.tfstate"))]).toEqual([false, true]);
    expect(said.join("\n")).toMatch(/only copy is .*errored\.tfstate\.\n.*terraform state push/);
  });
});

describe("a folder of somebody else", () => {
  it.each([`stagewright-bootstrap-${ended}`, `stagewright-bootstrap-elsewhere-${ended}-abc123`, "other"])(
    "stays: %s",
    async (name) => {
      const parent = folderWith({ [`${name}/file`]: "" });
      await makeWorkFolder(parent);
      expect(readdirSync(parent)).toContain(name);
    },
  );
});
