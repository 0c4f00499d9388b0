import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import schema from "../../../compiler/preview/preview.schema.json" with { type: "json" };
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { environment, item, itemWith, test } from "../../../testing/items/items.js";
import { runCommandLine } from "../../program.js";

async function preview(...args: string[]) {
  const out = transcript();
  const code = await runCommandLine(["preview", ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), values: out.values, texts: out.texts };
}

const shop = itemWith({
  Beta: environment({ Tests: { Smoke: test() } }),
  Prod: environment({ ManualApproval: true }),
});
const text = JSON.stringify(shop);

describe("preview", () => {
  it("writes a page for one pipeline, and a list of pages for several", async () => {
    const folder = folderWith({ "a.json": text, "b.json": JSON.stringify(item({ RepoTag: "next" })) });
    const [one, all] = [join(folder, "one"), join(folder, "all")];
    expect(await preview(join(folder, "a.json"), "--out", one)).toMatchObject({
      code: 0,
      values: [],
      texts: [],
    });
    expect(readdirSync(one)).toEqual([expect.stringMatching(/^stagewright-webshop-main--\w+\.html$/)]);
    await preview(folder, "--out", all);
    expect(readdirSync(all)).toHaveLength(3);
    expect(readFileSync(join(all, "index.html"), "utf8")).toContain("stagewright-webshop-next--");
  });

  it("gives on stdout a page, Markdown, or the JSON that its schema describes", async () => {
    const folder = folderWith({
      "a.json": text,
      "old/a.json": JSON.stringify(itemWith({ Prod: environment() })),
    });
    const file = join(folder, "a.json");
    expect((await preview(file, "--out", "-")).texts[0]).toMatch(/^<!doctype html>/);
    expect((await preview(file, "--format", "md")).texts[0]).toContain("```mermaid\nflowchart LR");
    const { texts } = await preview(file, "--format", "json", "--against", join(folder, "old"));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect([validate(JSON.parse(texts[0] ?? "")), validate.errors]).toEqual([true, null]);
  });

  it("ends with 1 for a bad item on either side, and writes nothing", async () => {
    const folder = folderWith({ "good.json": text, "bad.json": "{}" });
    const out = join(folder, "out");
    for (const args of [["bad.json"], ["good.json", "--against", join(folder, "bad.json")]]) {
      const { code, said } = await preview(join(folder, args[0] ?? ""), ...args.slice(1), "--out", out);
      expect(code).toBe(1);
      expect(said).toContain("bad.json");
    }
    expect(readdirSync(folder)).toEqual(["bad.json", "good.json"]);
    const { values } = await preview(join(folder, "bad.json"), "--format", "json");
    expect(values).toEqual([{ errors: expect.any(Array) }]);
  });

  it("ends with 2 without items, and for pages of several on stdout", async () => {
    expect((await preview()).code).toBe(2);
    const folder = folderWith({ "a.json": text, "b.json": JSON.stringify(item({ RepoTag: "next" })) });
    const { code, said } = await preview(folder, "--out", "-");
    expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining("--out <folder>") });
  });
});
