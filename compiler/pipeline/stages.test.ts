import { expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
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
  const stages = buildPipeline(itemInWaves()).stages.slice(2);
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
