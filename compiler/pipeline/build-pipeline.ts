import { type Result, unwrap } from "../diagnostics/index.js";
import type { Environment, Item } from "../item/index.js";
import { type BoundApproval, deployKind, sourceKind, type Target, testRoleOf } from "../kinds/index.js";
import {
  bucketSuffix,
  environmentRole,
  pipelineId,
  pipelineName,
  pipelineRole,
  segment,
  terraformIdentifier,
} from "../names/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { checkNames } from "./name-checks.js";
import type { ArtifactStore, DeployedTest, Pipeline } from "./pipeline.js";
import { checkPolicySizes } from "./policies/index.js";
import { checkQuotas } from "./quotas.js";
import { type BoundEnvironment, stagesOf } from "./stages.js";

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
  const waves = item.waves.map((wave) =>
    wave
      .filter(({ deploy }) => deploy)
      .map((environment) => bind(environment, name, item.repository, settings)),
  );
  const environments = waves.flat().map(({ environment }) => environment);
  const build = { name: `${name}-build`, job: item.build };
  return {
    id,
    name,
    repository: item.repository,
    branch: item.branch,
    executionMode: item.executionMode,
    stages: stagesOf({ source, build, waves: waves.filter((wave) => wave.length > 0) }),
    sources: [source, ...environments.flatMap(({ tests }) => tests.map((test) => test.source))],
    build,
    environments,
    artifactStores: [artifactStore(settings.region, settings.region)],
    // AWS refuses a policy that names an account which does not exist; one that nothing is deployed to may be such.
    readers: environments.flatMap(({ deployment }) => deployKind(deployment.type).readers(deployment)),
    ...(sourceKind(source.type).eventPattern && { trigger: source }),
    roles: {
      pipeline: pipelineRole(name, "pipeline"),
      build: pipelineRole(name, "build"),
      events: pipelineRole(name, "events"),
    },
    eventRule: `${name}-source`,
    artifactRetentionDays: item.artifactRetentionDays,
    logRetentionDays: item.logRetentionDays,
    tags: item.tags,
  };
}

function artifactStore(region: string, own: string): ArtifactStore {
  return { region, bucketSuffix: bucketSuffix(region, own) };
}

function bind(
  environment: Environment,
  pipeline: string,
  repository: string,
  settings: Settings,
): BoundEnvironment {
  const { name, accountId, approval, deployment } = environment;
  const target: Target = { environment: name, accountId, pipeline, segment: segment(name), repository };
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
      testsRole: environmentRole(pipeline, "tests", name),
      namePrefix,
      tests: testsOf(environment, namePrefix),
    },
  };
}

function withTopic(approval: NonNullable<Environment["approval"]>, topicName: string): BoundApproval {
  return approval.emails.length > 0 ? { ...approval, topicName } : approval;
}

function testsOf(environment: Environment, namePrefix: string): DeployedTest[] {
  return environment.tests
    .filter((test) => test.run)
    .map(({ name, source, job }) => {
      const key = segment(name);
      return { test: name, key, name: `${namePrefix}_${key}`, source, job };
    });
}
