import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inPlainForm, parseItem, safeParseItem } from "../../../compiler/item/index.js";
import { itemsIn } from "../../../compiler/reading/items-in.js";
import { parseText } from "../../../compiler/reading/parse-text.js";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { arbitraryConfiguration } from "../../../testing/items/arbitrary-item.js";
import { plainFormOf, toDynamoDbJson, toSeedForm } from "../../../testing/items/item-forms.js";
import { item, seedItem } from "../../../testing/items/items.js";
import { permissiveSettings as settings } from "../../../testing/items/permissive-settings.js";
import { times } from "../../../testing/items/times.js";
import { runCommandLine } from "../../program.js";
import { type Form, forms } from "./forms.js";

async function convert(...args: string[]) {
  const out = transcript();
  const code = await runCommandLine(["convert", ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), text: out.texts.join("") };
}

/** The items of a text, as somebody would read it who finds it in a file. */
function readBack(text: string, form: Form): unknown[] {
  const parsed = parseText(text, form === "yaml" ? "yaml" : "json");
  if (!parsed.ok) return expect.fail(JSON.stringify(parsed.errors));
  return parsed.values.flatMap((value) => itemsIn(value)).map(({ value }) => value);
}

/** Some texts hold what no item may, such as a space that cannot be seen. */
const sound = arbitraryConfiguration.filter((one) => safeParseItem(plainFormOf(one), { settings }).ok);

describe("convert", () => {
  it.each(["yaml", "json", "dynamodb"] as const)("there and back by %s gives the same items", (form) => {
    fc.assert(
      fc.property(fc.array(sound, { minLength: 1, maxLength: 3 }), (configurations) => {
        for (const spelled of [
          plainFormOf,
          toSeedForm,
          (one: (typeof configurations)[number]) => toDynamoDbJson(plainFormOf(one)),
        ]) {
          const written = configurations.map(spelled);
          const plain = written.map(inPlainForm);
          const back = readBack(forms[form].write(plain), form);
          expect(back.map(inPlainForm)).toEqual(plain);
          expect(back.map((one) => parseItem(one, { settings }))).toEqual(
            written.map((one) => parseItem(one, { settings })),
          );
        }
      }),
      { numRuns: times(40) },
    );
  });

  it("takes the original's spelling off", async () => {
    const { code, text } = await convert(
      join(folderWith({ "a.json": JSON.stringify(seedItem()) }), "a.json"),
    );
    expect(code).toBe(0);
    expect(text).toContain(
      '    AwsAccountId: "222222222222"\n    Deploy: true\n    ManualApproval: lead@example.com\n',
    );
    expect(text).not.toMatch(/DeployAlpha|AlphaGui/);
  });

  it("makes a file of each item of a table's export, and writes over none", async () => {
    const lines = ["main", "next"].map((RepoTag) =>
      JSON.stringify({ Item: { RepoName: { S: "webshop" }, RepoTag: { S: RepoTag } } }),
    );
    const folder = folderWith({ "export/data.jsonl": lines.join("\n") });
    const out = join(folder, "items");
    expect((await convert(join(folder, "export"), "--out", out)).code).toBe(0);
    const files = readdirSync(out);
    expect(files).toEqual([
      expect.stringMatching(/^webshop-main--\w+\.yaml$/),
      expect.stringMatching(/^webshop-next--\w+\.yaml$/),
    ]);
    expect(readFileSync(join(out, files[0] ?? ""), "utf8")).toBe("RepoName: webshop\nRepoTag: main\n");
    const again = await convert(join(folder, "export"), "--out", out);
    expect([again.code, again.said]).toEqual([1, expect.stringContaining("Nothing was written.")]);
  });

  it("ends with 1 for an item that is not sound, and writes nothing", async () => {
    const folder = folderWith({ "a.json": JSON.stringify(item({ Nope: 1 })) });
    const { code, text } = await convert(join(folder, "a.json"));
    expect([code, text]).toEqual([1, ""]);
  });
});
