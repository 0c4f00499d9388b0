import { type Result, unwrap } from "../diagnostics/index.js";
import type { Environment, Item } from "../item/index.js";
import { type BoundApproval, deployKind, sourceKind, type Target, testRoleOf } from "../kinds/index.js";
import {
  bucketSuffix,
  pipelineId,
  pipelineName,
  pipelineRole,
  reconcilerName,
  segment,
  starterName,
  terraformIdentifier,
  triggerName,
} from "../names/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { deployedArtifact } from "./artifact-folder.js";
import { checkNames } from "./name-checks.js";
import type { ArtifactStore, DeployedTest, Pipeline } from "./pipeline.js";
import { checkPolicySizes } from "./policies/index.js";
import { checkQuotas } from "./quotas.js";
import { type BoundEnvironment, stagesOf } from "./stages.js";
import { testNames } from "./test-names.js";
import { testsRoleName } from "./test-roles.js";

export interface BuildOptions {
  /** Default: the documented defaults. */
  readonly settings?: Settings;
  /** Named in diagnostics. Default `-`. */
  readonly file?: string;
}

/** The pipeline that an item asks for, or what of AWS's quotas it would break. */
export function safeBuildPipeline(item: Item, options: BuildOptions = {}): Result<Pipeline> {
  const { settings = defaultSettings(), file = "-" } = options;
  const pipeline = pipelineOf(item, settings);
  const problems = [
    ...checkQuotas(pipeline),
    ...checkNames(pipeline),
    ...checkPolicySizes(pipeline, settings.region),
  ];
  if (problems.length === 0) return { ok: true, value: pipeline };
  return { ok: false, diagnostics: problems.map((problem) => ({ file, ...problem })) };
}

/** As `safeBuildPipeline`, but throws an `InvalidInputError` that holds every diagnostic. */
export function buildPipeline(item: Item, options: BuildOptions = {}): Pipeline {
  return unwrap(safeBuildPipeline(item, options));
}

function pipelineOf(item: Item, settings: Settings): Pipeline {
  const id = pipelineId(item.repository, item.branch);
  const name = pipelineName(settings.namePrefix, id);
  const { source } = item;
  const deployed = item.waves.map((wave) => wave.filter(({ deploy }) => deploy));
  const namesOf = testNames(deployed.flat().flatMap(runningTests));
  const waves = deployed.map((wave) =>
    wave.map((environment) => bind(environment, { name, item, namesOf }, settings)),
  );
  const environments = waves.flat().map(({ environment }) => environment);
  const build = item.build && { name: `${name}-build`, job: item.build };
  const { parallelTests } = settings.defaults;
  return {
    id,
    name,
    repository: item.repository,
    branch: item.branch,
    executionMode: item.executionMode,
    stages: stagesOf({ source, build, waves: waves.filter((wave) => wave.length > 0), parallelTests }),
    sources: [source, ...environments.flatMap(({ tests }) => tests.map((test) => test.source))],
    ...(build && { build }),
    lentKeys: item.lentKeys,
    environments,
    artifactStores: [artifactStore(settings.region, settings.region)],
    // AWS refuses a policy that names an account which does not exist; one that nothing is deployed to may be such.
    readers: environments.flatMap(({ deployment }) => deployKind(deployment.type).readers(deployment)),
    ...(sourceKind(source.type).eventPattern && { trigger: source }),
    roles: { pipeline: pipelineRole(name, "pipeline"), build: pipelineRole(name, "build") },
    keeper: reconcilerName(settings.namePrefix),
    starter: starterName(settings.namePrefix),
    eventRule: triggerName(name),
    artifactRetentionDays: item.artifactRetentionDays,
    logRetentionDays: item.logRetentionDays,
    tags: item.tags,
  };
}

function artifactStore(region: string, own: string): ArtifactStore {
  return { region, bucketSuffix: bucketSuffix(region, own) };
}

/** What an environment needs to know of its pipeline. */
interface Owner {
  readonly name: string;
  readonly item: Item;
  readonly namesOf: ReturnType<typeof testNames>;
}

function bind(environment: Environment, owner: Owner, settings: Settings): BoundEnvironment {
  const { name: pipeline, item } = owner;
  const { repository } = item;
  const { name, accountId, approval, deployment } = environment;
  const place = { pipeline, segment: segment(name), repository, artifact: deployedArtifact(item) };
  const target: Target = { environment: name, accountId, ...place };
  const namePrefix = `${pipeline}_${target.segment}`;
  return {
    target,
    environment: {
      name,
      identifier: terraformIdentifier(target.segment),
      stage: name.toLowerCase(),
      accountId,
      deployment: deployKind(deployment.type).bind(deployment, target, settings),
      ...(approval && { approval: withTopic(approval, `${namePrefix}-approval`) }),
      testRole: testRoleOf(accountId, repository, settings),
      namePrefix,
      tests: testsOf(environment, namePrefix, owner),
    },
  };
}

function withTopic(approval: NonNullable<Environment["approval"]>, topicName: string): BoundApproval {
  return approval.emails.length > 0 ? { ...approval, topicName } : approval;
}

function runningTests({ name, tests }: Environment): { environment: string; test: string }[] {
  return tests.filter(({ run }) => run).map((test) => ({ environment: name, test: test.name }));
}

function testsOf(environment: Environment, namePrefix: string, { name: pipeline, namesOf }: Owner) {
  return environment.tests
    .filter((test) => test.run)
    .map(({ name, source, job }): DeployedTest => {
      const key = segment(name);
      const role = testsRoleName(pipeline, environment.name, { source, job });
      const names = namesOf({ environment: environment.name, test: name });
      return { test: name, key, name: `${namePrefix}_${key}`, source, job, role, ...names };
    });
}
