import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { folderWith } from "../../testing/expect/folder.js";
import { toDynamoDbJson } from "../../testing/items/item-forms.js";
import { times } from "../../testing/items/times.js";
import { compileReading } from "../compile.js";
import { defaultSettings } from "../settings/index.js";
import { defaultsReader } from "./folder-defaults.js";
import { readItems } from "./index.js";

const settings = defaultSettings();

/** What the items of these files are as a whole, and what is wrong, with names relative to their folder. */
function read(files: Record<string, string>, paths = ["."]) {
  const folder = folderWith(files);
  const reading = readItems(
    paths.map((path) => join(folder, path)),
    { settings },
  );
  const { diagnostics } = compileReading(reading, settings);
  return {
    values: reading.items.map(({ value }) => value),
    problems: diagnostics.map(
      ({ file, line, column, path, code }) => `${relative(folder, file)}:${line}:${column} ${code} ${path}`,
    ),
  };
}

const shop = "RepoName: shop\nRepoTag: main\n";

describe("the defaults of a folder", () => {
  it("are joined with an item by key at any depth, and its lists and texts stand as a whole", () => {
    const { values, problems } = read({
      "_defaults.yaml": stringify({
        RepoTag: "main",
        BuildSpecFile: "ci.yml",
        TimeoutMinutes: 20,
        Tags: { team: "checkout", tier: "1" },
        EnvironmentOrder: ["Beta", "Live"],
        DeploymentConfigurations: {
          Live: { AwsAccountId: "222222222222", Deploy: true, ManualApproval: false },
        },
      }),
      "shop.yaml": stringify({
        RepoName: "shop",
        TimeoutMinutes: 30,
        Tags: { tier: "2" },
        EnvironmentOrder: ["Live"],
        DeploymentConfigurations: { Live: { Deploy: false } },
      }),
    });
    expect(problems).toEqual([]);
    expect(values).toEqual([
      {
        RepoName: "shop",
        RepoTag: "main",
        BuildSpecFile: "ci.yml",
        TimeoutMinutes: 30,
        Tags: { team: "checkout", tier: "2" },
        EnvironmentOrder: ["Live"],
        DeploymentConfigurations: {
          Live: { AwsAccountId: "222222222222", Deploy: false, ManualApproval: false },
        },
      },
    ]);
  });

  it("are those of all folders above too, and the nearest wins", () => {
    const files = {
      "_defaults.yaml": "RepoTag: main\nTimeoutMinutes: 20\nTags: {team: a, tier: '1'}\n",
      "team/_defaults.yml": "TimeoutMinutes: 30\nTags: {team: b}\n",
      "team/deep/a.yaml": "RepoName: shop\n",
      "b.yaml": "RepoName: bank\n",
    };
    const whole = { RepoTag: "main", TimeoutMinutes: 30, Tags: { team: "b", tier: "1" } };
    expect(read(files)).toEqual({
      values: [
        { RepoName: "bank", RepoTag: "main", TimeoutMinutes: 20, Tags: { team: "a", tier: "1" } },
        { RepoName: "shop", ...whole },
      ],
      problems: [],
    });
    expect(read(files, ["team/deep/a.yaml"]).values).toEqual([{ RepoName: "shop", ...whole }]);
  });

  it("end at the root of the git repository", () => {
    const files = {
      "_defaults.yaml": "TimeoutMinutes: 20\n",
      "repo/.git/HEAD": "",
      "repo/items/a.yaml": shop,
    };
    expect(read(files, ["repo/items"]).values).toEqual([{ RepoName: "shop", RepoTag: "main" }]);
  });

  it("are taken out by null, and a null that takes nothing out is a mistake", () => {
    const { values, problems } = read({
      "_defaults.yaml": "TimeoutMinutes: 20\nTags: {team: a, tier: '1'}\n",
      "a.yaml": `${shop}TimeoutMinutes: null\nTags: {team: ~}\n`,
      "b.yaml": "RepoName: bank\nRepoTag: main\nBuildSpecFile: null\n",
    });
    expect(values).toEqual([{ RepoName: "shop", RepoTag: "main", Tags: { tier: "1" } }]);
    expect(problems).toEqual(["b.yaml:3:1 item.wrong-type /BuildSpecFile"]);
  });

  it("complete items in DynamoDB JSON and in the seed's spelling", () => {
    const seed = { RepoName: "shop", DeploymentConfigurations: { Prod: { DeployProd: "true" } } };
    const { values, problems } = read({
      "_defaults.yaml":
        "RepoTag: main\nDeploymentConfigurations: {Prod: {AwsAccountId: '222222222222', Deploy: false}}",
      "a.json": JSON.stringify(toDynamoDbJson(seed)),
    });
    expect(problems).toEqual([]);
    expect(values).toEqual([
      {
        RepoName: "shop",
        RepoTag: "main",
        DeploymentConfigurations: { Prod: { AwsAccountId: "222222222222", Deploy: true } },
      },
    ]);
  });

  it("are no item, also where they are named, and say nothing where all is well", () => {
    const files = { "_defaults.yaml": "TimeoutMinutes: 20\n", "a.yaml": shop };
    expect(read(files, ["_defaults.yaml", "a.yaml"]).values).toHaveLength(1);
    expect(read(files, ["_defaults.yaml"])).toEqual({ values: [], problems: [] });
  });

  it("alone make no items of a folder", () => {
    expect(read({ "_defaults.yaml": "TimeoutMinutes: 20\n" }).problems).toEqual([
      ":undefined:undefined input.no-items ",
    ]);
  });

  it("stay out of what comes by standard input", () => {
    const reading = readItems(["-"], { settings, stdin: () => shop });
    expect(reading.items).toMatchObject([{ value: { RepoName: "shop", RepoTag: "main" } }]);
  });
});

describe("a problem is told where its value was written", () => {
  it("in the defaults", () => {
    const { problems } = read({
      "_defaults.yaml":
        "# ours\nDeploymentConfigurations:\n  Dev: {AwsAccountId: '222222222222', Deploy: true}\n  Live:\n    Deploy: true\n",
      "items/a.yaml": `${shop}EnvironmentOrder: [Dev, Lve]\n`,
    });
    expect(problems).toEqual([
      "items/a.yaml:3:1 item.order-incomplete /EnvironmentOrder",
      "items/a.yaml:3:25 item.order-unknown /EnvironmentOrder/1",
      "_defaults.yaml:4:3 item.missing-key /DeploymentConfigurations/Live/AwsAccountId",
    ]);
  });

  it("once, however many items lack what their defaults begin", () => {
    const { problems } = read({
      "_defaults.yaml": "DeploymentConfigurations: {Live: {Deploy: true}}\n",
      "a.yaml": shop,
      "b.yaml": "RepoName: bank\nRepoTag: main\n",
    });
    expect(problems).toEqual([
      "_defaults.yaml:1:28 item.missing-key /DeploymentConfigurations/Live/AwsAccountId",
    ]);
  });

  it("in the item, which wrote over the default", () => {
    const files = { "_defaults.yaml": "Tags: {team: a}\n", "a.yaml": `${shop}\nTags: {'aws:x': b}\n` };
    expect(read(files).problems).toEqual(["a.yaml:4:8 item.wrong-value /Tags/aws:x"]);
  });

  it("once for defaults that are wrong by themselves, whatever many items they have", () => {
    const { values, problems } = read({
      "_defaults.yaml": "TimeoutMinutes: 1\nBuildImge: x\n",
      "a.yaml": shop,
      "b.yaml": "RepoName: bank\nRepoTag: main\n",
    });
    expect(values).toEqual([]);
    expect(problems.sort()).toEqual([
      "_defaults.yaml:1:1 item.out-of-range /TimeoutMinutes",
      "_defaults.yaml:2:1 item.unknown-key /BuildImge",
    ]);
  });

  it.each([
    ["no YAML", "a: [", "input.broken-yaml"],
    ["a list", "- a", "item.defaults"],
    ["several documents", "RepoTag: a\n---\nRepoTag: b\n", "input.several-defaults"],
  ])("where the defaults are %s", (_, text, code) => {
    const { values, problems } = read({ "_defaults.yaml": text, "a.yaml": shop });
    expect(values).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(`_defaults.yaml:`)]);
    expect(problems[0]).toContain(code);
  });

  it("where a folder has two files of defaults", () => {
    const { problems } = read({ "_defaults.yaml": "", "_defaults.yml": "", "a.yaml": shop });
    expect(problems).toEqual(["_defaults.yaml:undefined:undefined input.several-defaults "]);
  });

  it.each([
    ["a link", "secret.txt"],
    ["a link that leads nowhere", "none.txt"],
  ])("where the defaults are %s", (_, target) => {
    const folder = folderWith({ "secret.txt": "TimeoutMinutes: 20", "items/a.yaml": shop });
    symlinkSync(join(folder, target), join(folder, "items/_defaults.yaml"));
    const { items, diagnostics } = readItems([join(folder, "items")], { settings });
    expect(items).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "input.link" }]);
  });

  it("where the defaults above are another user's", () => {
    const folder = folderWith({ "_defaults.yaml": "TimeoutMinutes: 20", "items/a.yaml": shop });
    const owners = {
      self: 1000,
      ownersOf: (path: string) => [path.endsWith("_defaults.yaml") ? 1001 : 1000],
    };
    const reader = defaultsReader(owners);
    expect(reader.of(join(folder, "items/a.yaml")).areBroken).toBe(true);
    expect(reader.diagnostics()).toMatchObject([{ code: "input.foreign-defaults" }]);
  });
});

it("a key such as __proto__ is data in defaults as in an item", () => {
  const { problems } = read({
    "_defaults.yaml": "Tags: {__proto__: {x: y}}\n",
    "a.yaml": `${shop}Tags: {a: b}\n`,
  });
  expect(problems.length).toBeGreaterThan(0);
  expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
});

it("an item that is split between a folder's defaults and itself is the whole item, wherever it is split", () => {
  const whole: Record<string, unknown> = {
    RepoName: "shop",
    RepoTag: "main",
    BuildSpecFile: "ci.yml",
    TimeoutMinutes: 30,
    Tags: { team: "a" },
    DeploymentConfigurations: { Prod: { AwsAccountId: "222222222222", Deploy: true } },
  };
  fc.assert(
    fc.property(fc.subarray(Object.keys(whole)), (own) => {
      const part = (has: boolean) =>
        Object.fromEntries(Object.entries(whole).filter(([key]) => own.includes(key) === has));
      const { values } = read({ "_defaults.yaml": stringify(part(false)), "a.yaml": stringify(part(true)) });
      expect(values).toEqual([whole]);
    }),
    { numRuns: times(20) },
  );
});
