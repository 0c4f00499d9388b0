import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { hostileTexts } from "../../../testing/items/arbitrary-text.js";
import { environment, item, itemWith } from "../../../testing/items/items.js";
import { runCommandLine } from "../../program.js";

async function synth(...args: string[]) {
  const out = transcript();
  const code = await runCommandLine(["synth", ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), values: out.values };
}

const text = (keys: object = {}) => JSON.stringify(item({ ...keys }));

/** Every path below a folder. */
const below = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("synth", () => {
  it("gives the documented JSON, whose paths are the files that it wrote", async () => {
    const folder = folderWith({ "a.json": text(), "b.json": text({ RepoTag: "next" }) });
    const out = join(folder, "out");
    const { code, values } = await synth(folder, "--out", out, "--json");
    expect(code).toBe(0);
    const [{ stacks }] = values as [
      { stacks: { repo: string; branch: string; stack: string; path: string }[] },
    ];
    expect(stacks.map(({ repo, branch }) => `${repo} ${branch}`)).toEqual(["webshop main", "webshop next"]);
    for (const { stack, path, ...rest } of stacks) {
      expect(Object.keys(rest)).toEqual(["repo", "branch"]);
      expect(path).toBe(join(out, "stacks", stack, "cdk.tf.json"));
      expect(existsSync(path)).toBe(true);
    }
  });

  it("says on stderr alone what it wrote", async () => {
    const folder = folderWith({ "a.json": text() });
    const { said, values } = await synth(folder, "--out", join(folder, "out"));
    expect(values).toEqual([]);
    expect(said).toContain("cdk.tf.json");
    expect(said).toContain(`1 stack in ${join(folder, "out")}.`);
  });

  it("says that it takes the documented defaults where there are no settings", async () => {
    const folder = folderWith({ "a.json": text(), "own.yaml": "region: eu-west-1" });
    const out = join(folder, "out");
    const own = await synth(join(folder, "a.json"), "--out", out, "--config", join(folder, "own.yaml"));
    expect(own.said).not.toContain("defaults");
    expect((await synth(join(folder, "a.json"), "--out", out)).said).toContain(
      "using the documented defaults",
    );
  });

  it("draws every pipeline when asked to", async () => {
    const folder = folderWith({ "a.json": JSON.stringify(itemWith({ Live: environment() })) });
    const { said } = await synth(folder, "--out", join(folder, "out"), "--draw");
    expect(said).toContain("BuildAndDeployToLive");
    expect(said).toContain("account 222222222222");
  });

  it("ends with 1, writes nothing and leaves the output as it was when one item of many is bad", async () => {
    const folder = folderWith({ "items/a.json": text() });
    const [items, out] = [join(folder, "items"), join(folder, "out")];
    await synth(items, "--out", out);
    const before = below(out).map((path) => [path, contentOf(join(out, path))]);
    writeFileSync(join(items, "b.json"), text({ RepoName: "reports", RepoTag: "no..branch" }));
    writeFileSync(join(items, "c.json"), text({ RepoName: "invoices", Nope: 1 }));
    const { code, values } = await synth(items, "--out", out, "--json");
    expect(code).toBe(1);
    const [{ errors }] = values as [{ errors: { file: string }[] }];
    expect(new Set(errors.map(({ file }) => basename(file)))).toEqual(new Set(["b.json", "c.json"]));
    expect(below(out).map((path) => [path, contentOf(join(out, path))])).toEqual(before);
  });

  it("makes no output folder for bad items", async () => {
    const folder = folderWith({ "items/a.json": text({ Nope: 1 }) });
    expect((await synth(join(folder, "items"), "--out", join(folder, "out"))).code).toBe(1);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it.each([
    ["a file", "taken"],
    ["below a file", "taken/out"],
  ])("ends with 1 when --out is %s", async (_, name) => {
    const folder = folderWith({ "items/a.json": text(), taken: "mine" });
    const { code, said } = await synth(join(folder, "items"), "--out", join(folder, name));
    expect(code).toBe(1);
    expect(said).toContain(join(folder, name));
    expect(said).toMatch(/name another folder/i);
    expect(said).not.toContain("fault of stagewright");
    expect(readFileSync(join(folder, "taken"), "utf8")).toBe("mine");
  });

  it("stays within --out, whatever an item is called", async () => {
    const folder = folderWith();
    const [items, out] = [join(folder, "items"), join(folder, "deep", "er", "out")];
    mkdirSync(items);
    const codes: number[] = [];
    const names = ["..", "../../outside", "a/../../b", ".", "..\\x", "/etc/x", ...hostileTexts];
    const source = {
      Type: "CodeConnections",
      ConnectionArn: `arn:aws:codeconnections:us-east-1:111111111111:connection/${"0a1b2c3d-0000-4000-8000-0123456789ab"}`,
    };
    for (const [index, name] of names.entries()) {
      for (const keys of [{ RepoName: name }, { RepoTag: name }, { RepoName: `x/${name}`, Source: source }]) {
        const file = join(items, `${index}.json`);
        writeFileSync(file, text(keys));
        const { code, said } = await synth(file, "--out", out);
        expect(said).not.toContain("fault of stagewright");
        codes.push(code);
        for (const stack of stacksIn(out)) expect(stack).toMatch(/^[a-z0-9-]+$/);
      }
    }
    expect(below(folder).filter((path) => !/^(items|deep)\b/.test(path))).toEqual([]);
    expect(readdirSync(join(folder, "deep", "er"))).toEqual(["out"]);
    expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
    expect(new Set(codes)).toEqual(new Set([0, 1]));
  }, 120_000);
});

function stacksIn(out: string): string[] {
  return existsSync(out) ? readdirSync(join(out, "stacks")) : [];
}

function contentOf(path: string): string {
  return path.endsWith(".json") || path.endsWith(".tf") ? readFileSync(path, "utf8") : "";
}
