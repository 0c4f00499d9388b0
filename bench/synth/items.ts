/** Items of an ordinary size: 4 environments with 6 tests each, two of them approved. */
export function benchItems(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    RepoName: `service-${index}`,
    RepoTag: "main",
    EnvironmentOrder: environments,
    DeploymentConfigurations: Object.fromEntries(environments.map(environmentOf)),
  }));
}

const environments = ["Dev", "Test", "Stage", "Prod"];
const kinds = ["Smoke", "Api", "Browser", "Load", "Security", "Recovery"];

function environmentOf(name: string, index: number) {
  const environment = {
    AwsAccountId: String(222222222222 + index),
    Deploy: true,
    ManualApproval: index < 2 ? false : "lead@example.com",
    Tests: Object.fromEntries(kinds.map((kind) => [kind, testOf(kind)])),
  };
  return [name, environment];
}

function testOf(kind: string) {
  const BuildSpec = `${kind.toLowerCase()}/buildspec.yml`;
  return { Run: true, Repository: "service-tests", Branch: "main", BuildSpec };
}
