import { expect, it } from "vitest";
import { environment, itemWith, seedItem, test } from "../../testing/items/items.js";
import { testSettings } from "../../testing/items/settings.js";
import { type Item, parseItem } from "../item/index.js";
import { buildPipeline } from "./build-pipeline.js";

/** Three environments, of which the last two are one wave. */
function itemInWaves(): Item {
  const tested = environment({ ManualApproval: true, Tests: { Smoke: test() } });
  const item = parseItem(itemWith({ Beta: environment(), ProdEU: tested, ProdUS: tested }));
  const [beta = [], ...prod] = item.waves;
  return { ...item, waves: [beta, prod.flat()] };
}

/** An account with room for two tests at once. */
const settings = testSettings({ controller: { accountBuilds: 3 } });

const told = (item: Item) =>
  buildPipeline(item, { settings })
    .stages.slice(2)
    .map(({ name, actions }) => [name, actions.map((action) => `${action.runOrder} ${action.name}`)]);

it("an approval is asked after the change set is made and before it is executed, within one stage", () => {
  const Tests = { Smoke: test(), Load: test() };
  expect(told(parseItem(itemWith({ Prod: environment({ ManualApproval: true, Tests }) })))).toEqual([
    [
      "BuildAndDeployToProd",
      [
        "1 CreateProdChangeSet",
        "2 ProdApproval",
        "3 DeployProdChangeSet",
        "4 RunProdLoadTests",
        "4 RunProdSmokeTests",
      ],
    ],
  ]);
});

it("an approval of what nothing prepares comes first", () => {
  const Deployment = { Type: "S3", SiteBucket: "acme-site-prod" };
  const site = environment({ ManualApproval: true, Deployment, Tests: { Smoke: test() } });
  expect(told(parseItem(itemWith({ Prod: site })))).toEqual([
    ["BuildAndDeployToProd", ["1 ProdApproval", "2 DeployProdSite", "3 RunProdSmokeTests"]],
  ]);
});

it("the seed's form asks at the same place", () => {
  const [stage] = told(parseItem(seedItem()));
  expect(stage).toEqual([
    "BuildAndDeployToAlpha",
    ["1 CreateAlphaChangeSet", "2 AlphaApproval", "3 DeployAlphaChangeSet", "4 RunAlphaGuiTests"],
  ]);
});

it("a wave is one stage: its approvals are asked together, then its environments deployed side by side", () => {
  expect(told(itemInWaves())).toEqual([
    ["BuildAndDeployToBeta", ["1 CreateBetaChangeSet", "2 DeployBetaChangeSet"]],
    [
      "BuildAndDeployToProdEUAndProdUS",
      [
        "1 CreateProdEUChangeSet",
        "2 ProdEUApproval",
        "3 DeployProdEUChangeSet",
        "4 RunProdEUSmokeTests",
        "1 CreateProdUSChangeSet",
        "2 ProdUSApproval",
        "3 DeployProdUSChangeSet",
        "4 RunProdUSSmokeTests",
      ],
    ],
  ]);
});

it("an environment of a wave that asks nobody waits for the approvals of the others", () => {
  const item = itemInWaves();
  const [beta = [], prod = []] = item.waves;
  const [first, last] = [...beta, ...prod].filter(({ name }) => name !== "ProdUS");
  if (!first || !last) throw new Error("Two environments were expected.");
  expect(told({ ...item, waves: [[first, last]] })).toEqual([
    [
      "BuildAndDeployToBetaAndProdEU",
      [
        "1 CreateBetaChangeSet",
        "3 DeployBetaChangeSet",
        "1 CreateProdEUChangeSet",
        "2 ProdEUApproval",
        "3 DeployProdEUChangeSet",
        "4 RunProdEUSmokeTests",
      ],
    ],
  ]);
});

it.each([
  [{}, [3, 4, 5]],
  [{ controller: { accountBuilds: 1 } }, [3, 4, 5]],
  [{ controller: { accountBuilds: 3 } }, [3, 3, 4]],
  [{ controller: { accountBuilds: 60 } }, [3, 3, 3]],
  [{ defaults: { parallelTests: 2 } }, [3, 3, 4]],
])("settings %j lay three tests of an environment into run orders %j", (written, orders) => {
  const Tests = { A: test(), B: test(), C: test() };
  const settings = testSettings(written);
  const item = parseItem(itemWith({ Prod: environment({ Tests }) }), { settings });
  const actions = buildPipeline(item, { settings }).stages.flatMap((stage) => stage.actions);
  const tests = actions.filter(({ category }) => category === "Test");
  expect(tests.map(({ runOrder }) => runOrder)).toEqual(orders);
});

it("tests of environments that are deployed together share the run orders, too", () => {
  const stages = buildPipeline(itemInWaves()).stages;
  const tests = stages.flatMap(({ actions }) => actions).filter(({ category }) => category === "Test");
  expect(tests.map(({ runOrder, name }) => `${runOrder} ${name}`)).toEqual([
    "4 RunProdEUSmokeTests",
    "5 RunProdUSSmokeTests",
  ]);
});
