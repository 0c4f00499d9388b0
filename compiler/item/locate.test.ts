import { describe, expect, it } from "vitest";
import { toDynamoDbJson } from "../../testing/items/item-forms.js";
import { environment, itemWith, seedItem, test } from "../../testing/items/items.js";
import { locate, seedSpellings } from "./locate.js";

const alpha = "/DeploymentConfigurations/Alpha";
const plain = itemWith({ Alpha: environment({ Tests: { Gui: test() } }) });

describe("a place of the plain form", () => {
  it.each(["", "/RepoName", alpha, `${alpha}/Deploy`, `${alpha}/Tests/Gui/Branch`, "/EnvironmentOrder/0"])(
    "%j is where it is",
    (path) => {
      expect(locate(plain, path)).toBe(path);
    },
  );

  it.each([
    ["/RepoName", "/RepoName"],
    [alpha, alpha],
    [`${alpha}/AwsAccountId`, `${alpha}/AlphaAwsAccountId`],
    [`${alpha}/Deploy`, `${alpha}/DeployAlpha`],
    [`${alpha}/Tests/Gui`, `${alpha}/Tests/AlphaGuiTests`],
    [`${alpha}/Tests/Gui/Run`, `${alpha}/Tests/AlphaGuiTests/RunAlphaGuiTests`],
    [`${alpha}/Tests/Gui/BuildSpec`, `${alpha}/Tests/AlphaGuiTests/AlphaGuiTestBuildSpec`],
    [`${alpha}/Tests/Gui/Vpc/Subnets/0`, `${alpha}/Tests/AlphaGuiTests/Vpc/Subnets/0`],
    [`${alpha}/Order`, `${alpha}/Order`],
  ])("%s stands in the seed form at %s", (path, place) => {
    expect(locate(seedItem(), path)).toBe(place);
  });

  it.each([
    ["", ""],
    ["/RepoName", "/RepoName"],
    [alpha, "/DeploymentConfigurations/M/Alpha"],
    [`${alpha}/Deploy`, "/DeploymentConfigurations/M/Alpha/M/DeployAlpha"],
    [
      `${alpha}/Tests/Gui/Run`,
      "/DeploymentConfigurations/M/Alpha/M/Tests/M/AlphaGuiTests/M/RunAlphaGuiTests",
    ],
  ])("%j stands in DynamoDB JSON at %s", (path, place) => {
    expect(locate(toDynamoDbJson(seedItem()), path)).toBe(place);
  });

  it("in a list stands in DynamoDB JSON in its L", () => {
    expect(locate(toDynamoDbJson(plain), "/EnvironmentOrder/0")).toBe("/EnvironmentOrder/L/0");
  });

  it("with awkward names is escaped, and never reached through a prototype", () => {
    expect(locate({ DeploymentConfigurations: { "a/b": {} } }, "/DeploymentConfigurations/a~1b")).toBe(
      "/DeploymentConfigurations/a~1b",
    );
    expect(locate({}, "/DeploymentConfigurations/__proto__/constructor")).toBe(
      "/DeploymentConfigurations/__proto__/constructor",
    );
  });
});

describe("the seed form's spellings", () => {
  it("are known for an environment and for a test", () => {
    expect(seedSpellings(alpha)).toEqual(["AlphaAwsAccountId", "DeployAlpha", "ManualApprovalAlpha"]);
    expect(seedSpellings(`${alpha}/Tests/Gui`)).toEqual([
      "RunAlphaGuiTests",
      "AlphaGuiTestRepository",
      "AlphaGuiTestBranch",
      "AlphaGuiTestBuildSpec",
      "AlphaGuiTestBuildImage",
    ]);
  });

  it.each(["", "/Source", "/DeploymentConfigurations", `${alpha}/ManualApproval`, `${alpha}/Tests/Gui/Vpc`])(
    "do not exist at %j",
    (path) => {
      expect(seedSpellings(path)).toEqual([]);
    },
  );
});
