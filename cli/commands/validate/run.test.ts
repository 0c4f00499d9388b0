import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { environment, item, itemWith } from "../../../testing/items/items.js";
import { runCommandLine } from "../../program.js";

async function validate(...args: string[]) {
  const out = transcript();
  const code = await runCommandLine(["validate", ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), values: out.values };
}

/** The account that the item deploys to. */
const target = "222222222222";
const text = (keys: object = {}) => JSON.stringify(item({ ...keys }));

describe("validate", () => {
  it("ends with 0 and says how many items it checked", async () => {
    const folder = folderWith({ "a.json": text(), "b.json": text({ RepoTag: "next" }) });
    const { code, said, values } = await validate(folder);
    expect(code).toBe(0);
    expect(said).toBe("2 items, no problems.");
    expect(values).toEqual([]);
  });

  it("gives the documented JSON for sound items", async () => {
    const { code, values } = await validate("--json", folderWith({ "a.json": text() }));
    expect(code).toBe(0);
    expect(values).toEqual([{ valid: true, items: 1, errors: [] }]);
  });

  it("ends with 1 and gives the documented JSON for every problem of every file", async () => {
    const folder = folderWith({
      "a.json": text({ RepoNam: "x", RepoTag: "no..branch" }),
      "b.yaml": "RepoName: [",
      "c.json": text(),
    });
    const { code, values } = await validate("--json", folder);
    expect(code).toBe(1);
    expect(values).toHaveLength(1);
    const [{ valid, items, errors }] = values as [{ valid: boolean; items: number; errors: object[] }];
    expect({ valid, items }).toEqual({ valid: false, items: 1 });
    expect(errors.length).toBeGreaterThanOrEqual(3);
    for (const error of errors) {
      expect(error).toEqual({
        file: expect.stringMatching(/[ab]\.(json|yaml)$/),
        path: expect.any(String),
        code: expect.stringMatching(/^[a-z]+\.[a-z-]+$/),
        message: expect.any(String),
        hint: expect.any(String),
        ...("value" in error && { value: expect.any(String) }),
        ...("line" in error && { line: expect.any(Number), column: expect.any(Number) }),
      });
    }
  });

  it("says file, line, column and pointer of a problem, what is wrong and what to do", async () => {
    const folder = folderWith({ "a.yaml": "RepoName: webshop\nRepoTag: main\nBuildImag: x\n" });
    const { said } = await validate(folder);
    expect(said).toContain(`${join(folder, "a.yaml")}:3:1 /BuildImag`);
    expect(said).toContain("BuildImage");
    expect(said).toContain("1 problem in 1 file.");
  });

  it("names both files of one key", async () => {
    const folder = folderWith({ "a.json": text(), "b.json": text() });
    const { code, said } = await validate(folder);
    expect(code).toBe(1);
    expect(said).toContain(join(folder, "a.json"));
    expect(said).toContain(join(folder, "b.json"));
  });

  it("spells out what a terminal would act upon", async () => {
    const { said } = await validate(join(folderWith(), "\u001b[31mred.json"));
    expect(said).not.toContain("\u001b");
    expect(said).toContain("\\u001b[31mred.json");
  });

  it.each(["missing.yaml", "broken.yaml", "wrong.yaml"])("ends with 1 for the settings %s", async (name) => {
    const folder = folderWith({
      "items/a.json": text(),
      "broken.yaml": "region: [",
      "wrong.yaml": "regoin: us-east-1",
    });
    const { code, values } = await validate(join(folder, "items"), "--config", join(folder, name), "--json");
    expect(code).toBe(1);
    expect(values).toEqual([
      { valid: false, items: 0, errors: [expect.objectContaining({ file: join(folder, name) })] },
    ]);
  });

  it("says what templates reach where an item deploys to the central account itself", async () => {
    const folder = folderWith({
      "items/a.json": JSON.stringify(itemWith({ Prod: environment() })),
      "central.yaml": `centralAccount: "${target}"`,
      "other.yaml": 'centralAccount: "999999999999"',
    });
    const saidWith = async (settings: string) => {
      const { code, said } = await validate(join(folder, "items"), "--config", join(folder, settings));
      expect(code).toBe(0);
      return said;
    };
    const said = await saidWith("central.yaml");
    expect(said).toContain(`Account ${target} is both the central account and a target`);
    expect(said).toContain("can read the packages of every pipeline");
    expect(said).toContain("cannot reach the states, tables, functions and settings");
    expect(await saidWith("other.yaml")).toBe("1 item, no problems.");
  });
});
