const test = (buildspec: string) => ({
  Run: true,
  Repository: "webshop-tests",
  Branch: "main",
  BuildSpec: buildspec,
});

interface DemoItem {
  readonly DeploymentConfigurations: Readonly<
    Record<string, { readonly Tests?: object; readonly [key: string]: unknown }>
  >;
}

/** An item as a user would write it. It keeps artifacts: the provider waits nearly a minute for a lifecycle rule. */
export function demoItem(): DemoItem & Record<string, unknown> {
  return {
    RepoName: "webshop",
    RepoTag: "main",
    ArtifactRetentionDays: 0,
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
