import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Configuration, EnvironmentChoice, JobChoice, TestChoice } from "./configuration.js";

/** The item in plain form. */
export function plainFormOf(configuration: Configuration): Record<string, unknown> {
  return itemWith(configuration, {
    environment: (environment) => ({
      AwsAccountId: environment.accountId,
      Deploy: environment.deploy,
      ManualApproval: environment.approval,
    }),
    testKey: (_, test) => test.name,
    test: (_, test) => ({
      Run: test.run,
      Repository: test.repository,
      Branch: test.branch,
      BuildSpec: test.job.buildspec,
      BuildImage: test.job.image,
    }),
  });
}

/** The same item with every key that the seed form has in its spelling, and booleans in quotes. */
export function toSeedForm(configuration: Configuration): Record<string, unknown> {
  return itemWith(configuration, {
    environment: ({ name, accountId, deploy, approval }) => ({
      [`${name}AwsAccountId`]: accountId,
      [`Deploy${name}`]: String(deploy),
      [`ManualApproval${name}`]: typeof approval === "boolean" ? String(approval) : approval,
    }),
    testKey: ({ name }, test) => `${name}${test.name}Tests`,
    test: ({ name }, test) => ({
      [`Run${name}${test.name}Tests`]: String(test.run),
      [`${name}${test.name}TestRepository`]: test.repository,
      [`${name}${test.name}TestBranch`]: test.branch,
      [`${name}${test.name}TestBuildSpec`]: test.job.buildspec,
      [`${name}${test.name}TestBuildImage`]: test.job.image,
    }),
  });
}

/** An item as DynamoDB's own JSON, written by AWS's SDK, which takes a map with the key `constructor` for a class. */
export function toDynamoDbJson(item: Record<string, unknown>): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true, convertClassInstanceToMap: true });
}

interface Spelling {
  readonly environment: (environment: EnvironmentChoice) => Record<string, unknown>;
  readonly testKey: (environment: EnvironmentChoice, test: TestChoice) => string;
  readonly test: (environment: EnvironmentChoice, test: TestChoice) => Record<string, unknown>;
}

function itemWith(configuration: Configuration, spelling: Spelling): Record<string, unknown> {
  const { environments, order, build } = configuration;
  return said({
    RepoName: configuration.repository,
    RepoTag: configuration.branch,
    Source: configuration.source,
    BuildImage: build.image,
    BuildSpecFile: build.buildspec,
    ...jobKeys(build),
    ExecutionMode: configuration.executionMode,
    ArtifactRetentionDays: configuration.artifactRetentionDays,
    LogRetentionDays: configuration.logRetentionDays,
    Tags: configuration.tags,
    EnvironmentOrder: order === "list" ? environments.map(({ name }) => name) : undefined,
    DeploymentConfigurations: Object.fromEntries(
      environments.map((environment, index) => [
        environment.name,
        environmentWith(environment, order === "numbers" ? index * 10 : undefined, spelling),
      ]),
    ),
  });
}

function environmentWith(environment: EnvironmentChoice, order: number | undefined, spelling: Spelling) {
  return said({
    ...spelling.environment(environment),
    Order: order,
    TemplatePath: environment.templatePath,
    Capabilities: environment.capabilities,
    ParameterOverrides: environment.parameterOverrides,
    Tests: Object.fromEntries(
      environment.tests.map((test) => [
        spelling.testKey(environment, test),
        said({ ...spelling.test(environment, test), Source: test.source, ...jobKeys(test.job) }),
      ]),
    ),
  });
}

function jobKeys(job: JobChoice): Record<string, unknown> {
  return {
    ComputeType: job.computeType,
    TimeoutMinutes: job.timeoutMinutes,
    Privileged: job.privileged,
    EnvironmentVariables: job.variables,
    Vpc: job.vpc,
  };
}

/** Without what is not said: a key that holds `undefined` is no key. */
function said(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
