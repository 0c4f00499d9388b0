import { expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
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

it("a wave is one stage: its approvals are asked together, then its environments deployed side by side", () => {
  const settings = testSettings({ controller: { accountBuilds: 3 } });
  const stages = buildPipeline(itemInWaves(), { settings }).stages.slice(2);
  const told = stages.map(({ name, actions }) => [
    name,
    actions.map((action) => `${action.runOrder} ${action.name}`),
  ]);
  expect(told).toEqual([
    ["BuildAndDeployToBeta", ["1 CreateBetaChangeSet", "2 DeployBetaChangeSet"]],
    ["ProdEUAndProdUSDeploymentApproval", ["1 ProdEUApproval", "1 ProdUSApproval"]],
    [
      "BuildAndDeployToProdEUAndProdUS",
      [
        "1 CreateProdEUChangeSet",
        "2 DeployProdEUChangeSet",
        "3 RunProdEUSmokeTests",
        "1 CreateProdUSChangeSet",
        "2 DeployProdUSChangeSet",
        "3 RunProdUSSmokeTests",
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
    "3 RunProdEUSmokeTests",
    "4 RunProdUSSmokeTests",
  ]);
});
