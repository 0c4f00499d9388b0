import { expect } from "vitest";
import type {
  Configuration,
  EnvironmentChoice,
  SourceChoice,
  TestChoice,
} from "../../testing/items/configuration.js";
import { centralAccount } from "../../testing/stack/resolve-stack.js";

/**
 * The pipeline that a configuration asks for, said once more and from the configuration alone. It shares
 * nothing with the compiler, so that each checks the other.
 *
 * | stage | actions |
 * |---|---|
 * | `Source` | `ApplicationRepo`, and `{E}{Kind}TestRepo` for each test that runs |
 * | `BuildArtifact` | `ApplicationBuild` (CodeBuild) |
 * | `BuildAndDeployTo{E}` | 1 `Create{E}ChangeSet`, 2 `{E}Approval` if one is asked, 3 `Deploy{E}ChangeSet` (CloudFormation in the target account), from 4 on `Run{E}{Kind}Tests`, one after the other unless the settings say that the account runs more builds; without an approval the last two are 2 and from 3 on |
 *
 * A name that two would bear, or that holds what AWS does not take, ends with a hash.
 */
export function expectedStages(configuration: Configuration, pipeline: string, region: string) {
  const deployed = configuration.environments.filter(({ deploy }) => deploy);
  const tests = deployed.flatMap((environment) => testsOf(environment, configuration));
  const repo = distinct(tests.map(({ repo }) => repo));
  const artifact = distinct(tests.map(({ artifact }) => artifact));
  const names: Names = { repo, artifact };
  return [
    sourceStage(configuration, tests, names),
    buildStage(pipeline),
    ...deployed.map((environment) =>
      deployStage(
        environment,
        testsOf(environment, configuration),
        approvals(environment, pipeline, region),
        pipeline,
        names,
      ),
    ),
  ];
}

type Tests = ReturnType<typeof testsOf>;

interface Names {
  repo(wanted: string): unknown;
  artifact(wanted: string): unknown;
}

function sourceStage(configuration: Configuration, tests: Tests, { repo, artifact }: Names) {
  const application = {
    ...source(ownSource(configuration, configuration.source), true),
    name: "ApplicationRepo",
    namespace: "SourceArtifacts",
    output_artifacts: ["Source"],
  };
  const ofTests = tests.map((test) => ({
    ...source(test.source, false),
    name: repo(test.repo),
    output_artifacts: [artifact(test.artifact)],
  }));
  return { name: "Source", action: [application, ...ofTests] };
}

function buildStage(pipeline: string) {
  const build = {
    ...codeBuild("Build", `${pipeline}-build`),
    name: "ApplicationBuild",
    run_order: 1,
    input_artifacts: ["Source"],
    output_artifacts: ["BuildOutput"],
  };
  return { name: "BuildArtifact", action: [build] };
}

function deployStage(
  environment: EnvironmentChoice,
  tests: Tests,
  approved: readonly object[],
  pipeline: string,
  names: Names,
) {
  const { name } = environment;
  const [create, deploy] = deployments(environment, pipeline);
  const runs = tests.map((test, index) => ({
    ...codeBuild("Test", projectOf(pipeline, name, test.name)),
    name: `Run${name}${test.name}Tests`,
    run_order: 3 + approved.length + index,
    input_artifacts: [names.artifact(test.artifact)],
  }));
  return {
    name: `BuildAndDeployTo${name}`,
    action: [
      { ...create, run_order: 1 },
      ...approved,
      { ...deploy, run_order: 2 + approved.length },
      ...runs,
    ],
  };
}

/** The tests of an environment that run, by name. */
function testsOf(environment: EnvironmentChoice, application: Configuration) {
  return environment.tests
    .filter(({ run }) => run)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((test) => ({
      name: test.name,
      repo: `${environment.name}${test.name}TestRepo`,
      artifact: `${environment.name}${test.name}OutputArtifact`.replaceAll(".", "-dot-"),
      source: ownSource(test, test.source ?? application.source, application.source),
    }));
}

type Repository = Pick<TestChoice, "repository" | "branch">;

/** CodeCommit unless something else is said; a test without a connection of its own takes the application's. */
function ownSource({ repository, branch }: Repository, said?: SourceChoice, application = said) {
  const connection = said?.ConnectionArn ?? application?.ConnectionArn;
  return {
    Type: said?.Type ?? "CodeCommit",
    Bucket: said?.Bucket,
    Key: said?.Key,
    connection,
    repository,
    branch,
  };
}

/** CodePipeline user guide, "Action structure reference". Nothing polls; only the application starts the pipeline. */
function source(from: ReturnType<typeof ownSource>, application: boolean) {
  const common = { category: "Source", owner: "AWS", version: "1", run_order: 1 };
  const noPolling = { PollForSourceChanges: "false" };
  if (from.Type === "S3") {
    const configuration = { S3Bucket: from.Bucket, S3ObjectKey: from.Key, ...noPolling };
    return { ...common, provider: "S3", configuration };
  }
  if (from.Type === "CodeCommit") {
    const configuration = { RepositoryName: from.repository, BranchName: from.branch, ...noPolling };
    return { ...common, provider: "CodeCommit", configuration };
  }
  const configuration = {
    ConnectionArn: from.connection,
    FullRepositoryId: from.repository,
    BranchName: from.branch,
    DetectChanges: application ? "true" : "false",
  };
  return { ...common, provider: "CodeStarSourceConnection", configuration };
}

function codeBuild(category: string, ProjectName: unknown) {
  return { category, owner: "AWS", provider: "CodeBuild", version: "1", configuration: { ProjectName } };
}

function approvals({ name, approval }: EnvironmentChoice, pipeline: string, region: string) {
  if (approval === undefined || approval === false) return [];
  const { Emails, TopicArn, Message, TimeoutMinutes } = approvalTerms(approval);
  const ownTopic = matching(`arn:aws:sns:${region}:${centralAccount}:${pipeline}_`, part(name), "-approval");
  const topic = TopicArn ?? (Emails.length > 0 ? ownTopic : undefined);
  return [
    {
      category: "Approval",
      owner: "AWS",
      provider: "Manual",
      version: "1",
      name: `${name}Approval`,
      run_order: 2,
      configuration: {
        ...(topic && { NotificationArn: topic }),
        ...(Message && { CustomData: Message }),
      },
      timeout_in_minutes: TimeoutMinutes ?? 1440,
    },
  ];
}

interface ApprovalTerms {
  readonly Emails: readonly string[];
  readonly TopicArn?: string;
  readonly Message?: string;
  readonly TimeoutMinutes?: number;
}

/** `true`, an address, several, a topic, or an object. */
function approvalTerms(approval: NonNullable<EnvironmentChoice["approval"]>): ApprovalTerms {
  if (approval === true || approval === false) return { Emails: [] };
  if (typeof approval === "string") {
    return approval.startsWith("arn:") ? { Emails: [], TopicArn: approval } : { Emails: [approval] };
  }
  return Array.isArray(approval) ? { Emails: approval } : { Emails: [], ...approval };
}

/** CloudFormation in the target account: the action takes its formation role, the stack its deployer role. */
function deployments(environment: EnvironmentChoice, pipeline: string) {
  const { name, accountId } = environment;
  const role = (kind: string) => `arn:aws:iam::${accountId}:role/ChildAccount${kind}Role`;
  const common = {
    category: "Deploy",
    owner: "AWS",
    provider: "CloudFormation",
    version: "1",
    role_arn: role("Formation"),
  };
  const names = {
    StackName: matching(`${pipeline}-`, part(name), "-stack"),
    ChangeSetName: matching(`${pipeline}-`, part(name), ""),
  };
  const template = environment.templatePath ?? "packagedtemplate.yaml";
  const capabilities = environment.capabilities ?? ["CAPABILITY_NAMED_IAM"];
  const overrides = Object.entries(environment.parameterOverrides ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    {
      ...common,
      name: `Create${name}ChangeSet`,
      input_artifacts: ["BuildOutput"],
      configuration: {
        ...names,
        ActionMode: "CHANGE_SET_REPLACE",
        RoleArn: role("Deployer"),
        TemplatePath: template.includes("::") ? template : `BuildOutput::${template}`,
        ...(capabilities.length > 0 && { Capabilities: [...capabilities].sort().join(",") }),
        ...(overrides.length > 0 && { ParameterOverrides: JSON.stringify(Object.fromEntries(overrides)) }),
      },
    },
    {
      ...common,
      name: `Deploy${name}ChangeSet`,
      configuration: { ...names, ActionMode: "CHANGE_SET_EXECUTE" },
    },
  ];
}

/** A name as a part of others: in lower case as it is, or where AWS would not take it, shortened with a hash. */
function part(name: string): string {
  const lower = name.toLowerCase();
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(lower) ? lower : "[a-z0-9-]*--[a-z2-7]{8}";
}

function projectOf(pipeline: string, environment: string, test: string) {
  return matching(`${pipeline}_`, `${part(environment)}_${part(test)}`, "");
}

function matching(before: string, pattern: string, after: string) {
  return expect.stringMatching(new RegExp(`^${before}${pattern}${after}$`));
}

/** Each name as it is wanted; where two want the same, or AWS would not take it, one that ends with a hash. */
function distinct(wanted: readonly string[]): (name: string) => unknown {
  return (name) => {
    const taken = wanted.filter((other) => other === name).length > 1;
    return taken || name.includes("-dot-") ? withHash(name) : name;
  };
}

function withHash(name: string) {
  return matching("", name.replaceAll("-dot-", "-").replaceAll(".", "\\."), "-[a-z2-7]{8}");
}
