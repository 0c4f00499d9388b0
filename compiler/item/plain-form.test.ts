import { describe, expect, it } from "vitest";
import { cases } from "../../testing/expect/cases.js";
import { problemsOf } from "../../testing/expect/problems.js";
import { seedItem } from "../../testing/items/items.js";
import { testName, toPlainForm } from "./plain-form.js";

const environments = (written: object) => toPlainForm({ DeploymentConfigurations: written });

it("takes the names off every key of the seed form, and the quotes off booleans", () => {
  expect(toPlainForm(seedItem())).toEqual({
    value: {
      RepoName: "webshop",
      RepoTag: "main",
      BuildImage: "aws/codebuild/standard:7.0",
      BuildSpecFile: "buildspec.yaml",
      DeploymentConfigurations: {
        Alpha: {
          AwsAccountId: "222222222222",
          Deploy: true,
          ManualApproval: "lead@example.com",
          Tests: {
            Gui: {
              Run: true,
              Repository: "webshop-tests",
              Branch: "main",
              BuildSpec: "gui/buildspec.yml",
              BuildImage: "aws/codebuild/standard:7.0",
            },
          },
        },
        Prod: { AwsAccountId: "333333333333", Deploy: false, ManualApproval: false },
      },
    },
    problems: [],
  });
});

it("leaves the plain form as it is", () => {
  const plain = { Prod: { AwsAccountId: "222222222222", Deploy: true, Tests: { Gui: { Run: true } } } };
  expect(environments(plain)).toEqual({ value: { DeploymentConfigurations: plain }, problems: [] });
});

it("takes both forms mixed", () => {
  const mixed = {
    Prod: { ProdAwsAccountId: "2", Deploy: "true", Tests: { ProdGuiTests: { Run: "false" } } },
  };
  expect(environments(mixed).value).toEqual({
    DeploymentConfigurations: { Prod: { AwsAccountId: "2", Deploy: true, Tests: { Gui: { Run: false } } } },
  });
});

it("leaves keys that bear another environment's name, so that they are refused", () => {
  const { value } = environments({ Prod: { DeployAlpha: "true" } });
  expect(value).toEqual({ DeploymentConfigurations: { Prod: { DeployAlpha: "true" } } });
});

it.each([
  [{ Prod: { Deploy: true, DeployProd: "false" } }, "/Prod/DeployProd"],
  [{ Prod: { DeployProd: "false", Deploy: true } }, "/Prod/Deploy"],
  [{ Prod: { Tests: { Gui: {}, ProdGuiTests: {} } } }, "/Prod/Tests/ProdGuiTests"],
  [{ Prod: { Tests: { Gui: { Run: true, RunProdGuiTests: true } } } }, "/Prod/Tests/Gui/RunProdGuiTests"],
])("tells that %j says a key twice", (written, path) => {
  expect(environments(written).problems).toMatchObject([
    { code: "item.given-twice", path: `/DeploymentConfigurations${path}` },
  ]);
});

it.each(
  cases(5, "text", null, [], { DeploymentConfigurations: 5 }, { DeploymentConfigurations: { Prod: [] } }),
)("leaves %j to the schema", (value) => {
  expect(toPlainForm(value)).toEqual({ value, problems: [] });
});

it("keeps __proto__ an ordinary key, everywhere", () => {
  const written = JSON.parse(
    '{"DeploymentConfigurations": {"__proto__": {"Deploy": "true"}, "Prod": {"Tests": {"__proto__": {"Run": "true"}}}}}',
  );
  expect(JSON.stringify(toPlainForm(written).value)).toBe(
    JSON.stringify(written).replaceAll('"true"', "true"),
  );
  expect(problemsOf({ RepoName: "a", RepoTag: "b", ...written })).toContain(
    "item.wrong-value /DeploymentConfigurations/__proto__",
  );
});

describe("the test's name", () => {
  it.each([
    ["Alpha", "AlphaGuiTests", "Gui"],
    ["Alpha", "Gui", "Gui"],
    ["Alpha", "AlphaTests", "AlphaTests"],
    ["Alpha", "BetaGuiTests", "BetaGuiTests"],
    ["Alpha", "AlphaGui", "AlphaGui"],
    ["2nd", "2nda-bTests", "a-b"],
  ])("in %s, of %s is %s", (environment, key, name) => {
    expect(testName(environment, key)).toBe(name);
  });
});
