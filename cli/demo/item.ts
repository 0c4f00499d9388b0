const test = (buildspec: string) => ({
  Run: true,
  Repository: "webshop-tests",
  Branch: "main",
  BuildSpec: buildspec,
});

/** An installation of one build at a time. Artifacts are kept: the provider waits nearly a minute for a lifecycle rule. */
export const demoSettings = {
  centralAccount: "111111111111",
  region: "eu-central-1",
  controller: { concurrentBuilds: 1 },
  defaults: { artifactRetentionDays: 0 },
};

export const demoKey = { repository: "webshop", branch: "main" };

interface DemoItem {
  readonly DeploymentConfigurations: Readonly<
    Record<string, { readonly Tests?: object; readonly [key: string]: unknown }>
  >;
}

/** An item as a user would write it. */
export function demoItem(): DemoItem & Record<string, unknown> {
  return {
    RepoName: demoKey.repository,
    RepoTag: demoKey.branch,
    EnvironmentOrder: ["Staging", "Prod"],
    DeploymentConfigurations: {
      Staging: { AwsAccountId: "222222222222", Deploy: true, Tests: { Smoke: test("smoke/buildspec.yml") } },
      Prod: { AwsAccountId: "333333333333", Deploy: true, ManualApproval: "lead@example.com" },
    },
  };
}

/** The same item with a load test in Staging. */
export function withOneTestMore(item: DemoItem): object {
  const { Staging, ...others } = item.DeploymentConfigurations;
  const tests = { ...Staging?.Tests, Load: test("load/buildspec.yml") };
  return { ...item, DeploymentConfigurations: { ...others, Staging: { ...Staging, Tests: tests } } };
}
