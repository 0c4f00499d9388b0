import { type Result, unwrap } from "../diagnostics/index.js";
import type { Environment, Item, Source } from "../item/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { checkNames } from "./name-checks.js";
import {
  bucketSuffix,
  environmentRole,
  pipelineId,
  pipelineName,
  pipelineRole,
  segment,
  terraformIdentifier,
} from "./names.js";
import type {
  ArtifactStore,
  DeployedTest,
  Deployment,
  Pipeline,
  RoleInAccount,
  Trigger,
} from "./pipeline.js";
import { checkPolicySizes } from "./policies/index.js";
import { checkQuotas } from "./quotas.js";
import { stagesOf } from "./stages.js";
import { stackSuffix, targetRoles } from "./target-roles.js";

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
  const waves = item.waves.map((wave) =>
    wave
      .filter((environment) => environment.deploy)
      .map((environment) => deploymentOf(environment, name, item.repository, settings)),
  );
  const build = { name: `${name}-build`, job: item.build };
  const trigger = triggerOf(item.source);
  return {
    id,
    name,
    repository: item.repository,
    branch: item.branch,
    executionMode: item.executionMode,
    stages: stagesOf({ source: item.source, build, waves: waves.filter((wave) => wave.length > 0) }),
    build,
    environments: waves.flat(),
    artifactStores: [artifactStore(settings.region, settings.region)],
    readers: item.waves.flat().flatMap((environment) => readersIn(environment, item.repository, settings)),
    ...(trigger && { trigger }),
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

function readersIn(
  { accountId }: Environment,
  repository: string,
  { childAccount }: Settings,
): RoleInAccount[] {
  const { formation, deployer } = targetRoles(childAccount, repository);
  return [formation, deployer].map((name) => ({ accountId, name }));
}

function deploymentOf(
  environment: Environment,
  pipeline: string,
  repository: string,
  { childAccount }: Settings,
): Deployment {
  const { name, accountId, approval } = environment;
  const part = segment(name);
  const namePrefix = `${pipeline}_${part}`;
  const roles = targetRoles(childAccount, repository);
  return {
    name,
    identifier: terraformIdentifier(part),
    stage: name.toLowerCase(),
    accountId,
    roles: {
      formation: { accountId, name: roles.formation },
      deployer: { accountId, name: roles.deployer },
      test: { accountId, name: roles.test },
    },
    stackName: `${pipeline}-${part}-${stackSuffix(childAccount, repository)}`,
    changeSetName: `${pipeline}-${part}`,
    templatePath: environment.templatePath,
    capabilities: environment.capabilities,
    parameterOverrides: environment.parameterOverrides,
    ...(approval && { approval }),
    ...(approval && approval.emails.length > 0 && { approvalTopic: `${namePrefix}-approval` }),
    testsRole: environmentRole(pipeline, "tests", name),
    namePrefix,
    tests: testsOf(environment, namePrefix),
  };
}

function testsOf(environment: Environment, namePrefix: string): DeployedTest[] {
  return environment.tests
    .filter((test) => test.run)
    .map(({ name, source, job }) => {
      const key = segment(name);
      return { test: name, key, name: `${namePrefix}_${key}`, source, job };
    });
}

function triggerOf(source: Source): Trigger | undefined {
  return source.type === "CodeConnections" ? undefined : source;
}
