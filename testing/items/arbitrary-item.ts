import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { defaultSettings, type Settings } from "../../compiler/settings/index.js";
import { times } from "./times.js";

/** A configuration that every spelling can express: what the forms below write down. */
export interface Configuration {
  readonly repository: string;
  readonly branch: string;
  readonly source?: SourceChoice | undefined;
  readonly build: JobChoice;
  readonly executionMode?: string | undefined;
  readonly artifactRetentionDays?: number | undefined;
  readonly logRetentionDays?: number | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** How the order is said: in each environment, or in a list. */
  readonly order: "numbers" | "list";
  /** In the order of deployment. */
  readonly environments: readonly EnvironmentChoice[];
}

export interface SourceChoice {
  readonly Type: "CodeCommit" | "CodeConnections" | "S3";
  readonly ConnectionArn?: string;
  readonly Bucket?: string;
  readonly Key?: string;
}

export interface JobChoice {
  readonly image?: string | undefined;
  readonly buildspec?: string | undefined;
  readonly computeType?: string | undefined;
  readonly timeoutMinutes?: number | undefined;
  readonly privileged?: boolean | undefined;
  readonly variables?: Readonly<Record<string, string | { Type: string; Value: string }>> | undefined;
  readonly vpc?: object | undefined;
}

export interface EnvironmentChoice {
  readonly name: string;
  readonly accountId: string;
  readonly deploy: boolean;
  readonly approval?: boolean | string | readonly string[] | object | undefined;
  readonly templatePath?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly parameterOverrides?: Readonly<Record<string, string>> | undefined;
  readonly tests: readonly TestChoice[];
}

export interface TestChoice {
  readonly name: string;
  readonly run: boolean;
  readonly source?: SourceChoice | undefined;
  readonly repository: string;
  readonly branch: string;
  readonly job: JobChoice;
}

/** The documented defaults, but for wider limits: under these every configuration is accepted. */
export const permissiveSettings: Settings = widened(defaultSettings());

function widened(settings: Settings): Settings {
  const limits = {
    ...settings.limits,
    privileged: true,
    parameters: ["*"],
    secrets: ["*"],
    networkAccounts: ["111111111111"],
    vpcs: ["*"],
    topics: ["*"],
  };
  return { ...settings, limits };
}

const most = times(1) > 1 ? { environments: 6, tests: 4 } : { environments: 4, tests: 3 };

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** A name of these characters, starting with one that is a letter or digit. */
const name = (characters: string, maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(...letters, ...digits),
      fc.string({ unit: fc.constantFrom(...characters), maxLength: maxLength - 1 }),
    )
    .map(([first, rest]) => first + rest);

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";
const wordCharacters = `${letters}${digits}._-`;
const hexadecimal = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

const accountId = fc.oneof(
  fc.constantFrom("111111111111", "222222222222", "012345678901"),
  fc.string({ unit: fc.constantFrom(...digits), minLength: 12, maxLength: 12 }),
);

/** Text that is code to something on its way: Terraform, CDKTF, a shell, YAML, HTML, a path. */
export const hostileTexts = [
  '${file("/etc/passwd")}',
  "$${escaped}",
  "%{ if true }yes%{ endif }",
  "%%{escaped}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.1]}",
  '"; rm -rf / #',
  "$(touch /tmp/x)",
  "`id`",
  "two\nlines",
  "tab\there",
  "key: [value, {",
  "- &a *a !!binary",
  "</script><script>alert(1)</script>",
  "{{handlebars}}",
  "../../outside",
  "__proto__",
  "constructor",
  "back\\slash",
  "日本語 ünïcödé 🚀",
  " leading and trailing ",
  "null",
  "012",
  "true",
] as const;

/** Any printable, composed text that is no placeholder such as `<name>`. */
const freeText = (maxLength: number) =>
  fc
    .oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "grapheme", minLength: 1, maxLength }))
    .map((text) => text.normalize("NFC"))
    .filter((text) => !/^<[^<>]*>$/.test(text) && !/[\u2028\u2029]/.test(text));

const branchParts = [
  "main",
  "release",
  "feature",
  "v1.2",
  "hot_fix",
  "ABC-123",
  "ünïcode",
  "日本語",
  "🚀",
  "x#y",
  "it's",
  'q"r',
  "${a}",
  "%{b}",
  "a;b",
  "$(x)",
];
const branch = fc
  .array(fc.oneof(fc.constantFrom(...branchParts), name(`${letters}${digits}_-`, 20)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("/"));

const repositoryName = name(wordCharacters, 100).filter((text) => !text.endsWith(".git"));
const repositoryPath = fc
  .array(name(wordCharacters, 30), { minLength: 2, maxLength: 3 })
  .map((parts) => parts.join("/"));

const connectionArn = fc
  .tuple(fc.constantFrom("codeconnections", "codestar-connections"), accountId, hexadecimal(12))
  .map(
    ([service, account, id]) =>
      `arn:aws:${service}:us-east-1:${account}:connection/0a1b2c3d-0000-4000-8000-${id}`,
  );

const sourceOf = (type: SourceChoice["Type"]): fc.Arbitrary<SourceChoice> => {
  const Type = fc.constant(type);
  if (type === "CodeConnections") return fc.record({ Type, ConnectionArn: connectionArn });
  if (type === "CodeCommit") return fc.record({ Type });
  const Bucket = fc
    .tuple(fc.constantFrom("acme", "a1", "releases"), hexadecimal(8))
    .map(([first, last]) => `${first}-${last}`);
  const Key = fc.constantFrom("source.zip", "web shop/$x/%{y}.zip", "deep/日本語/source.zip");
  return fc.record({ Type, Bucket, Key });
};

const relativePath = fc.constantFrom(
  "buildspec.yml",
  "ci/buildspec.yaml",
  "deep/er/path with spaces.yml",
  "@home/a+b-c.yml",
  "日本語.yml",
  "..hidden/spec.yml",
);

const variableName = name(`${letters}${digits}_`, 30).map((text) => `V${text}`);
const variableValue = fc.oneof(
  freeText(60),
  fc.record({ Type: fc.constant("PLAINTEXT"), Value: freeText(60) }),
  fc.record({ Type: fc.constant("PARAMETER_STORE"), Value: fc.constantFrom("/webshop/url", "plain.name") }),
  fc.record({
    Type: fc.constant("SECRETS_MANAGER"),
    Value: fc.constantFrom(
      "webshop/token",
      "webshop/token:password",
      "arn:aws:secretsmanager:us-east-1:111111111111:secret:webshop-AbCdEf:user:AWSCURRENT",
    ),
  }),
);

const ids = (prefix: string, maxLength: number) =>
  fc.uniqueArray(
    hexadecimal(17).map((id) => `${prefix}-${id}`),
    { minLength: 1, maxLength },
  );

const vpc = fc.record({
  VpcId: hexadecimal(17).map((id) => `vpc-${id}`),
  Subnets: ids("subnet", 3),
  SecurityGroups: ids("sg", 2),
});

const job: fc.Arbitrary<JobChoice> = fc.record({
  image: optional(
    fc.constantFrom(
      "aws/codebuild/standard:7.0",
      "aws/codebuild/amazonlinux-x86_64-standard:5.0",
      "111111111111.dkr.ecr.us-east-1.amazonaws.com/build@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ),
  ),
  buildspec: optional(relativePath),
  computeType: optional(
    fc.constantFrom("BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_2XLARGE"),
  ),
  timeoutMinutes: optional(fc.integer({ min: 5, max: 480 })),
  privileged: optional(fc.boolean()),
  variables: optional(fc.dictionary(variableName, variableValue, { maxKeys: 4, noNullPrototype: true })),
  vpc: optional(vpc),
});

const email = fc.constantFrom(
  "lead@example.com",
  "ops+release@example.com",
  "${x}@example.com",
  "ü@example.org",
);
const emails = fc.uniqueArray(email, { minLength: 1, maxLength: 3 });
const topicArn = fc.constantFrom(
  "arn:aws:sns:us-east-1:111111111111:release-approvals",
  "arn:aws:sns:us-east-1:111111111111:Prod_Approvals",
);
const approvalTerms = {
  Message: freeText(200),
  TimeoutMinutes: fc.integer({ min: 5, max: 86400 }),
};
const approval = fc.oneof(
  fc.boolean(),
  email,
  emails,
  topicArn,
  fc.record({ Emails: emails, ...approvalTerms }, { requiredKeys: ["Emails"] }),
  fc.record({ TopicArn: topicArn, ...approvalTerms }, { requiredKeys: ["TopicArn"] }),
);

/** Some names that trip careless encoders, and any other that is allowed. */
const environmentName = fc.oneof(
  fc.constantFrom("Alpha", "Prod", "prod.eu", "prodeu", "2nd", "Prod_US", "a-b", "a.b", "a_b", "constructor"),
  fc.constantFrom("toString", "valueOf", "x".repeat(40), "0", "10", "9", "Staging-EU"),
  name(wordCharacters, 40),
);
const testName = fc
  .oneof(
    fc.constantFrom(
      "Smoke",
      "Gui",
      "load.test",
      "2nd",
      "a-b",
      "a_b",
      "constructor",
      "toString",
      "y".repeat(32),
    ),
    name(wordCharacters, 32),
  )
  .filter((text) => !text.endsWith("Tests"));

const byName = { selector: (named: { readonly name: string }) => named.name.toLowerCase() };

/** Left out, a test's source is of the application's kind; an application from S3 leaves nothing to take over. */
const test = (application: SourceChoice["Type"]): fc.Arbitrary<TestChoice> =>
  fc
    .tuple(
      application === "S3" ? fc.constant(true) : fc.boolean(),
      fc.constantFrom("CodeCommit", "CodeConnections", "S3"),
    )
    .chain(([own, chosen]) => {
      const type = own ? chosen : application;
      return fc.record({
        name: testName,
        run: fc.boolean(),
        source: own ? sourceOf(type) : fc.constant(undefined),
        repository: type === "CodeConnections" ? repositoryPath : repositoryName,
        branch,
        job,
      });
    });

const environment = (application: SourceChoice["Type"]): fc.Arbitrary<EnvironmentChoice> =>
  fc.record({
    name: environmentName,
    accountId,
    deploy: fc.boolean(),
    approval: optional(approval),
    templatePath: optional(
      fc.constantFrom("packagedtemplate.yaml", "BuildOutput::infra/template.yml", "${x}/%{y}.json"),
    ),
    capabilities: optional(
      fc.uniqueArray(fc.constantFrom("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")),
    ),
    parameterOverrides: optional(
      fc.dictionary(name(`${letters}${digits}`, 30), freeText(40), { maxKeys: 3, noNullPrototype: true }),
    ),
    tests: fc.uniqueArray(test(application), { ...byName, maxLength: most.tests }),
  });

const tagKey = fc.constantFrom("team", "cost-center", "Häuser", "constructor", "toString", "a b", "x/y=z+@");
const tagValue = fc.constantFrom("", "checkout", "日本語", "x/y=z+@:._-", "two words", "0");

/** Any valid configuration: 1 to 4 environments with 0 to 3 tests each (6 and 4 in the long tests), and any setting. */
export const arbitraryConfiguration: fc.Arbitrary<Configuration> = fc
  .tuple(fc.constantFrom("CodeCommit", "CodeConnections", "S3"), fc.boolean())
  .chain(([type, said]) =>
    fc.record({
      repository: type === "CodeConnections" ? repositoryPath : repositoryName,
      branch,
      source: said || type !== "CodeCommit" ? sourceOf(type) : fc.constant(undefined),
      build: job,
      executionMode: optional(fc.constantFrom("SUPERSEDED", "QUEUED", "PARALLEL")),
      artifactRetentionDays: optional(fc.integer({ min: 0, max: 3650 })),
      logRetentionDays: optional(fc.constantFrom(0, 1, 30, 3653)),
      tags: optional(fc.dictionary(tagKey, tagValue, { maxKeys: 4, noNullPrototype: true })),
      order: fc.constantFrom("numbers", "list"),
      environments: fc.uniqueArray(environment(type), {
        ...byName,
        minLength: 1,
        maxLength: most.environments,
      }),
    }),
  );

/** The item in plain form. */
export function toPlainForm(configuration: Configuration): Record<string, unknown> {
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
