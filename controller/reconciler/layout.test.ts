import { describe, expect, it } from "vitest";
import { buildPipeline, defaultSettings, parseItem } from "../../compiler/index.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { testSettings } from "../../testing/items/settings.js";
import { layoutOf } from "./layout.js";

const settings = defaultSettings();
const of = (environments: Record<string, unknown>, keys: object = {}) =>
  layoutOf(buildPipeline(parseItem({ ...itemWith(environments), ...keys }, { settings }), { settings }));

describe("what a pipeline's events are read by", () => {
  it("names stages, the source, and of each environment its actions, its last deployment and its approval", () => {
    const Staging = environment({ Tests: { Smoke: test() } });
    const Prod = environment({ AwsAccountId: "333333333333", ManualApproval: "lead@example.com" });
    expect(of({ Staging, Prod })).toEqual({
      source: { stage: "Source", action: "ApplicationRepo", artifact: "Source" },
      stages: ["Source", "BuildArtifact", "BuildAndDeployToStaging", "BuildAndDeployToProd"],
      environments: [
        {
          name: "Staging",
          stage: "BuildAndDeployToStaging",
          account: "222222222222",
          actions: ["CreateStagingChangeSet", "DeployStagingChangeSet", "RunStagingSmokeTests"],
          deploys: "DeployStagingChangeSet",
        },
        {
          name: "Prod",
          stage: "BuildAndDeployToProd",
          account: "333333333333",
          actions: ["CreateProdChangeSet", "ProdApproval", "DeployProdChangeSet"],
          deploys: "DeployProdChangeSet",
          approval: { action: "ProdApproval", minutes: 24 * 60 },
        },
      ],
    });
  });

  it("tells the environments of one wave apart", () => {
    const environments = { Eu: environment(), Us: environment({ AwsAccountId: "333333333333" }) };
    const item = parseItem(itemWith(environments), { settings });
    // No item says so as yet (docs/decisions/0002-waves.md).
    const wave = { ...item, waves: [item.waves.flat()] };
    const { stages, environments: laidOut } = layoutOf(buildPipeline(wave, { settings }));
    expect(stages).toHaveLength(3);
    expect(laidOut.map(({ name, stage, deploys }) => [name, stage, deploys])).toEqual([
      ["Eu", stages[2], "DeployEuChangeSet"],
      ["Us", stages[2], "DeployUsChangeSet"],
    ]);
  });

  it("knows an environment that Terraform deploys in builds, and its approval", () => {
    const written = testSettings({ terraform: { version: "1.11.4", sha256: "0".repeat(64) } });
    const Prod = environment({ ManualApproval: true, Terraform: { Directory: "infra" } });
    const item = parseItem(itemWith({ Prod }), { settings: written });
    expect(layoutOf(buildPipeline(item, { settings: written })).environments).toEqual([
      {
        name: "Prod",
        stage: "BuildAndDeployToProd",
        account: "222222222222",
        actions: ["PlanProd", "ReviewProd", "ProdApproval", "ApplyProd"],
        deploys: "ApplyProd",
        approval: { action: "ProdApproval", minutes: 24 * 60 },
      },
    ]);
  });

  it("leaves out what is not deployed", () => {
    const { environments } = of({ Staging: environment(), Prod: environment({ Deploy: false }) });
    expect(environments.map(({ name }) => name)).toEqual(["Staging"]);
  });
});
