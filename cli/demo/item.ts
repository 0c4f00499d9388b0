/** The accounts that are deployed to, by the environments of the items. */
export const demoAccounts = { staging: "222222222222", production: "333333333333" };

/** Who looks at what is approved, and approves: a role of the central account. */
export const approver = "approver";

/** An installation of one build at a time. Artifacts are kept: the provider waits nearly a minute for a lifecycle rule. */
export const demoSettings = {
  centralAccount: "111111111111",
  region: "eu-central-1",
  controller: { concurrentBuilds: 1 },
  defaults: { artifactRetentionDays: 0 },
  childAccount: {
    accounts: {
      [demoAccounts.staging]: { profile: "staging" },
      [demoAccounts.production]: { profile: "production" },
    },
    viewers: [`arn:aws:iam::111111111111:role/${approver}`],
  },
};

export const webshop = { repository: "webshop", branch: "main" };
export const api = { repository: "api", branch: "main" };

const test = (repository: string, buildspec: string) => ({
  Run: true,
  Repository: repository,
  Branch: "main",
  BuildSpec: buildspec,
});

interface DemoItem {
  readonly DeploymentConfigurations: Readonly<
    Record<string, { readonly Tests?: object; readonly [key: string]: unknown }>
  >;
}

/** An item as a user would write it. */
export function webshopItem(): DemoItem & Record<string, unknown> {
  return {
    RepoName: webshop.repository,
    RepoTag: webshop.branch,
    EnvironmentOrder: ["Staging", "Prod"],
    DeploymentConfigurations: {
      Staging: {
        AwsAccountId: demoAccounts.staging,
        Deploy: true,
        Tests: { Smoke: test("webshop-tests", "smoke/buildspec.yml") },
      },
      Prod: { AwsAccountId: demoAccounts.production, Deploy: true, ManualApproval: "lead@example.com" },
    },
  };
}

/** The same item with a load test in Staging. */
export function withOneTestMore(item: DemoItem): object {
  const { Staging, ...others } = item.DeploymentConfigurations;
  const tests = { ...Staging?.Tests, Load: test("webshop-tests", "load/buildspec.yml") };
  return { ...item, DeploymentConfigurations: { ...others, Staging: { ...Staging, Tests: tests } } };
}

/** Of the example that is pushed. */
export function demoApiItem(): object {
  return {
    RepoName: api.repository,
    RepoTag: api.branch,
    EnvironmentOrder: ["Staging", "Production"],
    DeploymentConfigurations: {
      Staging: {
        AwsAccountId: demoAccounts.staging,
        Deploy: true,
        Tests: { Api: test("api-tests", "api/buildspec.yml") },
      },
      Production: { AwsAccountId: demoAccounts.production, Deploy: true, ManualApproval: true },
    },
  };
}
