import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { hostileTexts } from "../../testing/items/arbitrary-text.js";
import { bytesOf } from "../../testing/items/compile.js";
import { exampleItems } from "../../testing/items/examples.js";
import { environment, item, itemWith, test } from "../../testing/items/items.js";
import { permissiveSettings as settings } from "../../testing/items/permissive-settings.js";
import { compileReading } from "../compile.js";
import { readValues } from "../reading/index.js";
import { code, htmlIndex, htmlPage, markdown, type Preview, previewOf } from "./index.js";

function read(value: unknown) {
  const { pipelines, items, diagnostics } = compileReading(
    readValues([{ name: "items/a.json", value }], settings),
    settings,
  );
  expect(diagnostics).toEqual([]);
  const [pipeline, one] = [pipelines[0], items[0]];
  if (!pipeline || !one) return expect.unreachable();
  return { pipeline, read: one };
}

const preview = (value: unknown, before?: unknown): Preview =>
  previewOf(read(value), settings, before ? { name: "before", before: read(before) } : undefined);
const pageOf = (value: unknown, before?: unknown) => parseHTML(htmlPage(preview(value, before))).document;
const boxes = ({ stages }: Preview) => stages.flatMap((stage) => stage.boxes);
const boxNamed = (one: Preview, name: string) =>
  boxes(one).find((box) => box.name === name) ?? expect.unreachable(`${name} is not drawn`);

const prod = environment({ AwsAccountId: "333333333333", ManualApproval: "lead@example.com" });
const shop = itemWith({
  Beta: environment({ Tests: { Smoke: test(), Load: test({ Run: false }) } }),
  Prod: prod,
  Dr: environment({ AwsAccountId: "444444444444", Deploy: false }),
});

interface StackJson {
  readonly module: object;
  readonly resource: Readonly<Record<string, object>> & {
    readonly aws_codepipeline: {
      readonly pipeline: {
        readonly stage: readonly { readonly action: readonly { readonly name: string }[] }[];
      };
    };
  };
}

describe("a preview", () => {
  it("has a box for each action of the pipeline, in its order, and what is off where it would run", () => {
    const { pipeline } = read(shop);
    const drawn = preview(shop);
    const on = boxes(drawn).filter(({ state }) => state === "on");
    expect(on.map(({ stage, name }) => `${stage}/${name}`)).toEqual(
      pipeline.stages.flatMap(({ name, actions }) => actions.map((action) => `${name}/${action.name}`)),
    );
    expect(boxes(drawn).map(({ number }) => number)).toEqual(boxes(drawn).map((_, index) => index + 1));
    expect(drawn.stages.map(({ name, state }) => [name, state]).at(-1)).toEqual([
      "BuildAndDeployToDr",
      "off",
    ]);
  });

  it("names for all that is off the keys that would have to be true", () => {
    expect(preview(shop).switchedOff).toEqual([
      { environment: "Beta", test: "Load", flip: "/DeploymentConfigurations/Beta/Tests/Load/Run" },
      { environment: "Dr", flip: "/DeploymentConfigurations/Dr/Deploy" },
    ]);
    const text = pageOf(shop).querySelector("details.off[id^=action] .body")?.textContent ?? "";
    expect(text).toContain("/DeploymentConfigurations/Beta/Tests/Load/Run would have to be true");
  });

  it("says where in the file a box comes from, in DynamoDB JSON too", () => {
    const written = {
      RepoName: { S: "webshop" },
      RepoTag: { S: "main" },
      DeploymentConfigurations: {
        M: {
          Prod: {
            M: {
              ProdAwsAccountId: { S: "333333333333" },
              DeployProd: { S: "true" },
              ManualApprovalProd: { S: "a@example.com" },
            },
          },
        },
      },
    };
    const { origin, writtenAt } = boxNamed(preview(written), "ProdApproval");
    expect(origin).toBe("/DeploymentConfigurations/Prod/ManualApproval");
    expect(writtenAt).toBe("/DeploymentConfigurations/M/Prod/M/ManualApprovalProd");
  });

  it("names what stands in the stack's Terraform", () => {
    const stack: StackJson = JSON.parse(bytesOf(shop));
    const drawn = preview(shop);
    const addresses = [
      ...boxes(drawn).flatMap((box) => box.addresses),
      ...drawn.roles.flatMap((role) => role.address ?? []),
    ];
    for (const address of addresses) {
      const [, module, type = "", name = ""] =
        /^(?:module\.(\w+)\.)?(?:module\.projects\.)?(\w+)\.(\w+)/.exec(address) ?? [];
      if (module === undefined) expect(Object.keys(stack.resource[type] ?? {}), address).toContain(name);
      else expect(Object.keys(stack.module), address).toContain(module);
    }
    const { stage: stages } = stack.resource.aws_codepipeline.pipeline;
    for (const box of boxes(drawn).filter(({ state }) => state === "on")) {
      const [, stage, action] = /stage\[(\d+)\]\.action\[(\d+)\]/.exec(box.addresses[0] ?? "") ?? [];
      expect(stages[Number(stage)]?.action[Number(action)]?.name).toBe(box.name);
    }
  });

  it("says what the role of each action may do", () => {
    const drawn = preview(shop);
    const created = boxNamed(drawn, "CreateProdChangeSet");
    expect(created.runsAs.map(({ role }) => role)).toEqual([
      "pipeline",
      "333333333333 ChildAccountFormationRole",
      "333333333333 ChildAccountDeployerRole",
    ]);
    expect(created.runsAs[0]?.grants?.[0]).toMatchObject({
      actions: ["sts:AssumeRole"],
      resources: ["arn:aws:iam::333333333333:role/ChildAccountFormationRole"],
    });
    const ids = drawn.roles.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const box of boxes(drawn)) for (const { role } of box.runsAs) expect(ids).toContain(role);
    expect(boxNamed(drawn, "RunBetaSmokeTests").runsAs.map(({ role }) => role)).toEqual([
      "pipeline",
      "tests of Beta",
    ]);
  });

  it("of two items shows what is added, changed and gone, and what widens", () => {
    const before = itemWith({
      Beta: environment(),
      Old: environment({ AwsAccountId: "555555555555" }),
      Prod: prod,
    });
    const open = { ...prod, ManualApproval: false };
    const drawn = preview(itemWith({ Beta: environment({ Tests: { Smoke: test() } }), Prod: open }), before);
    expect(boxNamed(drawn, "RunBetaSmokeTests").change).toBe("added");
    expect(boxNamed(drawn, "DeployOldChangeSet").change).toBe("removed");
    expect(boxNamed(drawn, "ProdApproval").change).toBe("removed");
    expect(drawn.stages.map(({ name }) => name)).toEqual([
      "Source",
      "BuildArtifact",
      "BuildAndDeployToBeta",
      "BuildAndDeployToOld",
      "BuildAndDeployToProd",
    ]);
    expect(drawn.changes?.approvals).toMatchObject([{ environment: "Prod", change: "taken away" }]);
    expect(drawn.changes?.wider.map(({ job }) => job)).toContain("tests of Beta");
    expect(drawn.item.filter(({ change }) => change === "removed").map(({ text }) => text)).toContain(
      "  - Old",
    );
  });

  it("of the same item twice shows no change", () => {
    expect(preview(shop, shop).changes).toMatchObject({
      actions: [],
      resources: [],
      wider: [],
      approvals: [],
    });
    expect(htmlPage(preview(shop, shop))).toContain("Nothing changes against before");
  });
});

describe("the page", () => {
  it("links each key to its boxes and each box to its key", () => {
    for (const value of exampleItems().values()) {
      const page = pageOf(value);
      const links = [...page.querySelectorAll("a[href^='#']")];
      expect(links.length).toBeGreaterThan(0);
      for (const link of links)
        expect(page.getElementById(link.getAttribute("href")?.slice(1) ?? "")).not.toBeNull();
    }
    const page = pageOf(shop);
    const line = [...page.querySelectorAll(".line")].find((one) =>
      one.textContent?.includes("ManualApproval"),
    );
    const target = page.getElementById(line?.querySelector("a")?.getAttribute("href")?.slice(1) ?? "");
    expect(target?.closest("details")?.querySelector(".title")?.textContent).toContain("ProdApproval");
    expect(target?.querySelector("a")?.getAttribute("href")).toBe(`#${line?.id}`);
  });

  it("runs nothing and asks nobody, and says so to the browser", () => {
    for (const text of [htmlPage(preview(shop)), htmlIndex([preview(shop), preview(item())])]) {
      const { document } = parseHTML(text);
      expect(document.querySelectorAll("script, iframe, object, embed, img, form, base").length).toBe(0);
      const outward = [...document.querySelectorAll("[src], [href]")].map(
        (one) => one.getAttribute("src") ?? one.getAttribute("href"),
      );
      expect(outward.filter((to) => !/^(#[\w-]+|data:,|[a-z0-9-]+\.html)$/.test(to ?? ""))).toEqual([]);
      expect(text).not.toMatch(/url\(|@import| style="| on[a-z]+="/);
      const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content");
      expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; img-src data:; /);
    }
  });

  it("shows texts that are code elsewhere as they are", () => {
    const numbered = (texts: readonly string[]) =>
      Object.fromEntries(texts.map((text, index) => [`X${index}`, text]));
    const written = (texts: readonly string[]) =>
      itemWith(
        { Prod: { ...prod, ParameterOverrides: numbered(texts) } },
        { EnvironmentVariables: numbered(texts), BuildSpecFile: "ci/a b.yml" },
      );
    const shape = (document: typeof page) =>
      [...document.querySelectorAll("*")].filter((one) => !one.closest(".lines")).map((one) => one.tagName);
    const page = pageOf(written(hostileTexts));
    expect(shape(page)).toEqual(shape(pageOf(written(hostileTexts.map(() => "x")))));
    expect(page.querySelectorAll(".lines script, .lines b, .lines img").length).toBe(0);
    const text = page.querySelector(".lines")?.textContent ?? "";
    for (const part of ["</script><script>alert(1)</script>", "{{handlebars}}"]) expect(text).toContain(part);
  });

  it("writes the same bytes for the same item", () => {
    expect(htmlPage(preview(shop))).toBe(htmlPage(preview(JSON.parse(JSON.stringify(shop)))));
  });

  it("of many pipelines begins with a list that leads to each", () => {
    const page = parseHTML(htmlIndex([preview(shop), preview(item({ RepoTag: "next" }))])).document;
    expect([...page.querySelectorAll("tbody a")].map((link) => link.getAttribute("href"))).toEqual([
      `${preview(shop).pipeline}.html`,
      `${preview(item({ RepoTag: "next" })).pipeline}.html`,
    ]);
  });
});

it("lists an environment that Terraform deploys beside those of CloudFormation", () => {
  const Prod = environment({ Terraform: { Directory: "infra" } });
  const written = itemWith({ Staging: environment(), Prod });
  const { document } = parseHTML(htmlIndex([preview(written)]));
  expect(document.querySelector("tbody")?.textContent).toMatch(/Staging\s+Prod/);
});

it("says which account Terraform looks at and changes; its review looks at none", () => {
  const Prod = environment({ Terraform: { Directory: "infra" } });
  const { stages } = preview(itemWith({ Prod }));
  const boxes = stages.flatMap((stage) => stage.boxes).map(({ name, account }) => [name, account]);
  expect(Object.fromEntries(boxes)).toMatchObject({
    PlanProd: Prod.AwsAccountId,
    ReviewProd: undefined,
    ApplyProd: Prod.AwsAccountId,
  });
});

describe("the Markdown", () => {
  it("draws the stages and lists each action with its key", () => {
    const text = markdown(preview(shop));
    expect(text).toContain('subgraph s4["BuildAndDeployToProd<br/>333333333333"]');
    expect(text).toContain(
      "| `ProdApproval` | `asks lead@example.com` | `/DeploymentConfigurations/Prod/ManualApproval` |",
    );
    expect(text).toContain("`/DeploymentConfigurations/Dr/Deploy` would have to be true");
  });

  it("opens what weighs", () => {
    const text = markdown(
      preview(itemWith({ Prod: { ...prod, ManualApproval: false } }), itemWith({ Prod: prod })),
    );
    expect(text).toMatch(/\*\*Approvals\*\*\n\n- ~ `TAKES AWAY an approval: Prod/);
  });

  it.each(["`", "``x", "a|b", "a`b``c", "x`", "```\nend", " a ", "<b>x</b> @acme [a](http://b)"])(
    "keeps %j within its code span",
    (text) => {
      const span = code(text);
      const [fence = ""] = /^`+/.exec(span) ?? [];
      const inner = span.slice(fence.length, -fence.length);
      expect(span.endsWith(fence)).toBe(true);
      // A span ends at the first run of as many backticks (CommonMark 0.31, section 6.1).
      expect([...inner.matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(fence.length);
      expect(inner.replace(/^ (.*) $/, "$1")).toBe(text.replace(/\s+/g, " "));
    },
  );

  it("spells out what would turn a text around", () => {
    const drawn = markdown(previewOf(read(item()), settings, { name: "x\u202ey", before: undefined }));
    expect(drawn).toContain("Changes against `x\\u202ey`");
  });
});
