import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { folderWith } from "../../testing/expect/folder.js";
import { toDynamoDbJson } from "../../testing/items/item-forms.js";
import { environment, item, itemWith, seedItem } from "../../testing/items/items.js";
import { times } from "../../testing/items/times.js";
import { defaultSettings } from "../settings/index.js";
import { readItems } from "./index.js";

const settings = defaultSettings();

/** What is read from these files, with names relative to their folder. */
function read(files: Record<string, string | Uint8Array>, paths = ["."]) {
  const folder = folderWith(files);
  const reading = readItems(
    paths.map((path) => join(folder, path)),
    { settings },
  );
  return {
    items: reading.items.map(({ item, file, base }) => `${relative(folder, file)}${base} ${item.repository}`),
    problems: reading.diagnostics.map(
      ({ file, line, column, path, code }) => `${relative(folder, file)}:${line}:${column} ${code} ${path}`,
    ),
  };
}

const fromStdin = (text: string) => readItems(["-"], { settings, stdin: () => text });

describe("items are read from", () => {
  const shop = toDynamoDbJson(item());
  const bank = toDynamoDbJson(item({ RepoName: "bank" }));

  it.each([
    ["plain JSON", "a.json", JSON.stringify(item()), ["a.json webshop"]],
    ["the seed form", "a.json", JSON.stringify(seedItem()), ["a.json webshop"]],
    ["DynamoDB JSON", "a.json", JSON.stringify(shop), ["a.json webshop"]],
    ["get-item", "a.json", JSON.stringify({ Item: shop }), ["a.json/Item webshop"]],
    [
      "a scan",
      "a.json",
      JSON.stringify({ Items: [shop, bank], Count: 2, ScannedCount: 2 }),
      ["a.json/Items/0 webshop", "a.json/Items/1 bank"],
    ],
    ["a list", "a.json", JSON.stringify([item(), bank]), ["a.json/0 webshop", "a.json/1 bank"]],
    ["YAML", "a.yaml", stringify(item()), ["a.yaml webshop"]],
    ["YAML with DynamoDB JSON", "a.yaml", stringify(shop), ["a.yaml webshop"]],
    [
      "YAML documents",
      "a.yml",
      `${stringify(item())}---\n${stringify(item({ RepoName: "bank" }))}`,
      ["a.yml webshop", "a.yml bank"],
    ],
    [
      "a text with a mark and Windows line ends",
      "a.yaml",
      "\ufeffRepoName: webshop\r\nRepoTag: main\r\n",
      ["a.yaml webshop"],
    ],
  ])("%s", (_, name, text, items) => {
    expect(read({ [name]: text })).toEqual({ items, problems: [] });
  });

  it.each([
    JSON.stringify(item()),
    ` \n${JSON.stringify([item()])}`,
    stringify(item()),
    `\ufeff${JSON.stringify(item())}`,
  ])("standard input: %j", (text) => {
    expect(fromStdin(text)).toMatchObject({
      items: [{ file: "-", item: { repository: "webshop" } }],
      diagnostics: [],
    });
  });

  it("standard input only if it is named", () => {
    const stdin = () => {
      throw new Error("nobody asked");
    };
    expect(readItems([], { settings, stdin })).toEqual({ items: [], diagnostics: [] });
  });
});

describe("problems are told", () => {
  it("of every file at once, with line, column and pointer; sound items are kept apart", () => {
    const wrong = itemWith({ Prod: environment({ Deploy: "ja" }) });
    expect(
      read({
        "a.yaml": stringify({ ...wrong, RepoName: "a" }),
        "b.json": JSON.stringify({ Items: [toDynamoDbJson({ ...wrong, RepoName: "b" })] }, undefined, 2),
        "c.json": '{"RepoName": ',
        "d.yaml": "a: [",
        "e.yaml": stringify(item()),
      }),
    ).toEqual({
      items: ["e.yaml webshop"],
      problems: [
        "a.yaml:8:5 item.wrong-type /DeploymentConfigurations/Prod/Deploy",
        "b.json:24:15 item.wrong-type /Items/0/DeploymentConfigurations/M/Prod/M/Deploy",
        "c.json:1:14 input.broken-json ",
        "d.yaml:1:5 input.broken-yaml ",
      ],
    });
  });

  it("in the document where they are", () => {
    expect(read({ "a.yaml": "RepoName: a\nRepoTag: b\n---\nRepoName: c\nRepoTag: a..b\n" })).toEqual({
      items: ["a.yaml a"],
      problems: ["a.yaml:5:1 item.branch /RepoTag"],
    });
  });

  it("of an account whose quotes were forgotten", () => {
    const text =
      "RepoName: a\nRepoTag: b\nDeploymentConfigurations:\n  Prod:\n    AwsAccountId: 012345678901\n    Deploy: true\n";
    const [diagnostic] = fromStdin(text).diagnostics;
    expect(diagnostic).toMatchObject({
      path: "/DeploymentConfigurations/Prod/AwsAccountId",
      line: 5,
      column: 5,
      message: "Found 12345678901 (number), but this takes text.",
      hint: "Put the value in quotes: without them it is read as a number and loses leading zeros.",
    });
  });

  it.each([
    ["", "input.no-items"],
    ["  \n\n", "input.no-items"],
    ["# only a comment\n", "input.no-items"],
    ['{"Items": [], "Count": 0}', "input.no-items"],
    ["[]", "input.no-items"],
    ["null", "item.wrong-type"],
    ["just words", "item.wrong-type"],
    ["[[[]]]", "item.wrong-type"],
    ["&a [*a]", "input.broken-yaml"],
    ["&a {b: *a}", "input.broken-yaml"],
    ["[".repeat(10_000), "input.too-deep"],
    [`{"RepoName": ${"[".repeat(100)}${"]".repeat(100)}}`, "item.too-deep"],
  ])("of the text %j", (text, code) => {
    const { items, diagnostics } = fromStdin(text);
    expect(items).toEqual([]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("of files that cannot be read, beside those that can", () => {
    const folder = folderWith({ "sound.yaml": stringify(item()), "latin.yaml": Buffer.from([0xe4]) });
    symlinkSync("nowhere", join(folder, "broken.yaml"));
    const { items, diagnostics } = readItems([folder, join(folder, "missing.yaml")], { settings });
    expect(items).toHaveLength(1);
    expect(diagnostics.map(({ file, code }) => `${relative(folder, file)} ${code}`)).toEqual([
      "broken.yaml input.unreadable",
      "missing.yaml input.unreadable",
      "latin.yaml input.not-text",
    ]);
  });

  it("of two items with one key, with both files", () => {
    const folder = folderWith({ "a.json": JSON.stringify([item(), item()]), "b.yaml": stringify(item()) });
    const { diagnostics } = readItems([folder], { settings });
    expect(diagnostics.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([
      `input.duplicate /1 webshop (main) is also in ${join(folder, "a.json")} at /0.`,
      `input.duplicate  webshop (main) is also in ${join(folder, "a.json")} at /0.`,
    ]);
  });

  it("of no duplicate where only joined names are equal", () => {
    const two = [item({ RepoName: "a", RepoTag: "bc" }), item({ RepoName: "ab", RepoTag: "c" })];
    expect(read({ "a.json": JSON.stringify(two) }).problems).toEqual([]);
  });
});

describe("whatever the text is", () => {
  const answers = (text: string) => {
    const { items, diagnostics } = fromStdin(text);
    expect(items.length + diagnostics.length).toBeGreaterThan(0);
    for (const { line, column } of diagnostics) {
      expect(line === undefined || line >= 1).toBe(true);
      expect(column === undefined || column >= 1).toBe(true);
    }
  };

  it("the answer is items or diagnostics: any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), answers), { numRuns: times(1000) });
  });

  it("the answer is items or diagnostics: text of the signs that YAML and JSON use", () => {
    const sign = fc.constantFrom(
      ..."{}[]:,-?&*!|>'\"%@#\\ \n\t\r",
      "a",
      "0",
      "---",
      "...",
      "<<",
      "__proto__",
      "\u0000",
    );
    fc.assert(fc.property(fc.string({ unit: sign, maxLength: 40 }), answers), { numRuns: times(3000) });
  });

  it("the answer is items or diagnostics: an item's text with a cut or a change somewhere", () => {
    const texts = [stringify(seedItem()), JSON.stringify(toDynamoDbJson(seedItem()), undefined, 1)];
    const damaged = fc
      .tuple(fc.constantFrom(...texts), fc.nat(1000), fc.nat(10), fc.string({ maxLength: 3 }))
      .map(([text, at, length, other]) => text.slice(0, at) + other + text.slice(at + length));
    fc.assert(fc.property(damaged, answers), { numRuns: times(1000) });
  });
});

it("tells the problems of a text in the order of its lines", () => {
  const folder = folderWith({
    "item.yaml": "RepoTag: a..b\nDeploymentConfigurations: 3\nRepoName: web shop\n",
  });
  const { diagnostics } = readItems([join(folder, "item.yaml")], { settings: defaultSettings() });
  expect(diagnostics.map(({ line }) => line)).toEqual([1, 2, 3]);
});

describe("forms that people have", () => {
  const table = '{"Item":{"RepoName":{"S":"webshop"},"RepoTag":{"S":"main"}}}';

  it("are read: an export of the table, one item a line, whatever its name", () => {
    const text = `${table}\n${table.replace("main", "next")}\n`;
    for (const name of ["export.json", "export.jsonl", "export.ndjson"])
      expect(read({ [name]: text }).items).toEqual([`${name}/Item webshop`, `${name}/Item webshop`]);
    expect(fromStdin(text).items.map(({ item: { branch } }) => branch)).toEqual(["main", "next"]);
  });

  it("are told of in their line", () => {
    expect(read({ "a.jsonl": `${table}\n${table.replace("main", "a..b")}\n` }).problems).toEqual([
      "a.jsonl:2:37 item.branch /Item/RepoTag",
    ]);
  });

  it("are read: the file of batch-write-item", () => {
    const put = `{"table": [{"PutRequest": ${table}}]}`;
    expect(read({ "a.json": put }).items).toEqual(["a.json/table/0/PutRequest/Item webshop"]);
    expect(read({ "a.json": put.replace("main", "a..b") }).problems).toEqual([
      "a.json:1:63 item.branch /table/0/PutRequest/Item/RepoTag",
    ]);
  });

  it("are refused once by name where they cannot be read: a DeleteRequest", () => {
    const removal =
      '{"table": [{"DeleteRequest": {"Key": {"RepoName": {"S": "a"}, "RepoTag": {"S": "b"}}}}]}';
    expect(fromStdin(removal).diagnostics).toMatchObject([
      { code: "input.delete-request", path: "/table/0", hint: expect.stringContaining("stagewright rm") },
    ]);
  });

  it("are read: a hundred items that share an environment by alias, or by merge key", () => {
    const items = Array.from(
      { length: 100 },
      (_, index) =>
        `- {RepoName: app-${index}, RepoTag: main, DeploymentConfigurations: {Alpha: *alpha, Prod: {<<: *alpha, Deploy: false}}}`,
    );
    const first =
      '- {RepoName: app, RepoTag: main, DeploymentConfigurations: {Alpha: &alpha {AwsAccountId: "222222222222", Deploy: true}}}';
    const { items: found, diagnostics } = fromStdin([first, ...items].join("\n"));
    expect(diagnostics).toEqual([]);
    expect(found).toHaveLength(101);
    expect(found[100]?.item.waves.flat().map(({ deploy }) => deploy)).toEqual([true, false]);
  });
});

describe("a hostile text", () => {
  const many = (line: (index: number) => string, count: number) =>
    Array.from({ length: count }, (_, i) => line(i));
  const keys = "RepoName: a\nRepoTag: b\n";

  it("is told of up to a hundred problems, and how many more there are", () => {
    const { diagnostics } = fromStdin(keys + many((index) => `k${index}: 1`, 1_000).join("\n"));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: "input.more-problems", value: "900" });
  });
});
