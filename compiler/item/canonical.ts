import {
  approvalOf,
  byName,
  type Deployment,
  defaultSourceType,
  given,
  jobOf,
  type Named,
  type RawSource,
  type Source,
  sorted,
  sourceKind,
} from "../kinds/index.js";
import type { Settings } from "../settings/index.js";
import type { Environment, Item, Test } from "./item.js";
import type { PlainEnvironment, PlainItem, PlainTest } from "./plain-item.js";
import { rawDeployment } from "./raw-deployment.js";

/** The canonical form of an item that has passed every check; `waves` names its environments in order. */
export function canonical(item: PlainItem, waves: readonly (readonly string[])[], settings: Settings): Item {
  const repository = given(item.RepoName, "RepoName");
  const branch = given(item.RepoTag, "RepoTag");
  const source = sourceOf(item.Source, { repository, branch });
  const { defaults } = settings;
  return {
    repository,
    branch,
    source,
    ...(item.Build !== false && { build: jobOf(item, item.BuildSpecFile, settings) }),
    lentKeys: [...(item.KmsKeys ?? [])].sort(),
    waves: waves.map((wave) =>
      wave.map((name) =>
        environmentOf(name, given(item.DeploymentConfigurations?.[name], name), source, settings),
      ),
    ),
    executionMode: item.ExecutionMode ?? "SUPERSEDED",
    artifactRetentionDays: item.ArtifactRetentionDays ?? defaults.artifactRetentionDays,
    logRetentionDays: item.LogRetentionDays ?? defaults.logRetentionDays,
    tags: sorted({ ...item.Tags, ...settings.tags }),
  };
}

function environmentOf(
  name: string,
  environment: PlainEnvironment,
  source: Source,
  settings: Settings,
): Environment {
  const approval = approvalOf(environment.ManualApproval);
  return {
    name,
    accountId: given(environment.AwsAccountId, "AwsAccountId"),
    deploy: given(environment.Deploy, "Deploy"),
    ...(approval && { approval }),
    deployment: deploymentOf(environment, settings),
    tests: byName(environment.Tests ?? {}).map(([kind, test]) => testOf(kind, test, source, settings)),
  };
}

function deploymentOf(environment: PlainEnvironment, settings: Settings): Deployment {
  const { kind, raw } = given(rawDeployment(environment), "Deployment.Type");
  return kind.valid(raw, settings);
}

function testOf(name: string, test: PlainTest, application: Source, settings: Settings): Test {
  return {
    name,
    run: given(test.Run, "Run"),
    source: sourceOf(
      test.Source,
      { repository: test.Repository ?? "", branch: test.Branch ?? "" },
      application,
    ),
    job: jobOf(test, test.BuildSpec, settings),
  };
}

/** A source as it is written; left out, it is of the application's kind: CodeCommit, or the same connection. */
function sourceOf(written: RawSource | undefined, named: Named, application?: Source): Source {
  const type = written?.Type ?? application?.type ?? defaultSourceType;
  return sourceKind(type).valid(written ?? {}, named, application?.type === type ? application : undefined);
}
