type Keys = Record<string, unknown>;

/** A small valid item in plain form; what is given replaces keys or, as `undefined`, takes them out. */
export function item(keys: Keys = {}): Keys {
  return { RepoName: "webshop", RepoTag: "main", ...keys };
}

/** A valid item with these environments, in this order of deployment. */
export function itemWith(environments: Keys, keys: Keys = {}): Keys {
  return item({
    EnvironmentOrder: Object.keys(environments),
    DeploymentConfigurations: environments,
    ...keys,
  });
}

/** A valid environment, in plain form. */
export function environment(keys: Keys = {}): Keys {
  return { AwsAccountId: "222222222222", Deploy: true, ...keys };
}

/** A valid test that runs, in plain form. */
export function test(keys: Keys = {}): Keys {
  return { Run: true, Repository: "webshop-tests", Branch: "main", ...keys };
}

/** A valid item whose one environment `Prod` has one test `Smoke`. */
export function itemWithTest(keys: Keys = {}, itemKeys: Keys = {}): Keys {
  return itemWith({ Prod: environment({ Tests: { Smoke: test(keys) } }) }, itemKeys);
}

/** The original system's item: every key in the seed form's spelling, booleans in quotes. */
export function seedItem(): Keys {
  return {
    RepoName: "webshop",
    RepoTag: "main",
    BuildImage: "aws/codebuild/standard:7.0",
    BuildSpecFile: "buildspec.yaml",
    DeploymentConfigurations: {
      Alpha: {
        AlphaAwsAccountId: "222222222222",
        DeployAlpha: "true",
        ManualApprovalAlpha: "lead@example.com",
        Tests: {
          AlphaGuiTests: {
            RunAlphaGuiTests: "true",
            AlphaGuiTestRepository: "webshop-tests",
            AlphaGuiTestBranch: "main",
            AlphaGuiTestBuildSpec: "gui/buildspec.yml",
            AlphaGuiTestBuildImage: "aws/codebuild/standard:7.0",
          },
        },
      },
      Prod: { ProdAwsAccountId: "333333333333", DeployProd: "false", ManualApprovalProd: "false" },
    },
  };
}
