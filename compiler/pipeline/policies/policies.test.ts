import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryConfiguration } from "../../../testing/items/arbitrary-item.js";
import { compile, modelOf } from "../../../testing/items/compile.js";
import type {
  Configuration,
  EnvironmentChoice,
  JobChoice,
  SourceChoice,
} from "../../../testing/items/configuration.js";
import { plainFormOf } from "../../../testing/items/item-forms.js";
import { environment, item, itemWith, itemWithTest, test } from "../../../testing/items/items.js";
import { permissiveSettings } from "../../../testing/items/permissive-settings.js";
import { times } from "../../../testing/items/times.js";
import { policiesIn, resolveStack } from "../../../testing/stack/resolve-stack.js";
import type { Conditions, Policy, Statement } from "../../iam/index.js";
import type { Pipeline } from "../pipeline.js";
import { testsRolesOf } from "../test-roles.js";
import {
  type ArtifactContext,
  bucketPolicy,
  buildRolePolicy,
  keyPolicy,
  pipelineRolePolicy,
  serviceTrust,
  testsRolePolicy,
} from "./index.js";

const runs = { numRuns: times(150) };
const region = permissiveSettings.region;
const here = `${region}:111111111111`;

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

function artifactContextOf({ name }: Pipeline): ArtifactContext {
  return {
    partition: "aws",
    region,
    account: "111111111111",
    bucketArn: `arn:aws:s3:::${name}-111111111111`,
    keyArn: `arn:aws:kms:${here}:key/00000000-0000-0000-0000-000000000000`,
  };
}

/** Every policy of a pipeline, by the place where its stack has it. */
function policiesOf(pipeline: Pipeline): Record<string, Policy> {
  const context = artifactContextOf(pipeline);
  return {
    "aws_iam_role_policy.pipeline": pipelineRolePolicy(pipeline, context),
    "aws_iam_role_policy.build": buildRolePolicy(pipeline, context),
    "aws_kms_key.artifacts": keyPolicy(pipeline, context),
    "aws_s3_bucket_policy.artifacts": bucketPolicy(pipeline, context),
    ...Object.fromEntries(
      pipeline.environments.flatMap((environment) =>
        testsRolesOf(environment).map((role) => [
          `module.${environment.identifier}.${role.name}`,
          testsRolePolicy(role, environment, pipeline, context),
        ]),
      ),
    ),
  };
}

/** Resources in order: a reference is sorted by its name, what it stands for by its value. */
function inOrder(policies: Record<string, Policy>) {
  return Object.entries(policies)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, { Statement }]) => [
      place,
      Statement.map((statement) => ({
        ...statement,
        Resource: sorted(statement.Resource ?? []),
        ...(statement.Condition && { Condition: conditionsInOrder(statement.Condition) }),
      })),
    ]);
}

/** Hidden signs sort otherwise than what they stand for. */
function conditionsInOrder(conditions: Conditions): Conditions {
  return JSON.parse(JSON.stringify(conditions), (_, value) => (Array.isArray(value) ? sorted(value) : value));
}

/** The statements that say who may do this, or what. */
const saying = ({ Statement }: Policy, action: string): Statement[] =>
  Statement.filter(({ Action }) => Action.includes(action));

/** What a role may do this on. */
const resourcesFor = (policy: Policy | undefined, action: string): string[] =>
  policy ? saying(policy, action).flatMap(({ Resource = [] }) => Resource) : [];

const deployed = ({ environments }: Configuration) => environments.filter(({ deploy }) => deploy);
const running = ({ tests }: EnvironmentChoice) => tests.filter(({ run }) => run);

interface Source {
  readonly said?: SourceChoice | undefined;
  readonly connection?: string | undefined;
  readonly repository: string;
  readonly branch: string;
}

function sourcesOf(configuration: Configuration): Source[] {
  const tests = deployed(configuration).flatMap(running);
  const application = configuration.source;
  return [
    {
      said: application,
      connection: application?.ConnectionArn,
      repository: configuration.repository,
      branch: configuration.branch,
    },
    ...tests.map(({ source = application, repository, branch }) => ({
      said: source,
      connection: source?.ConnectionArn ?? application?.ConnectionArn,
      repository,
      branch,
    })),
  ];
}

describe("policies", () => {
  it("are those that the compiled stack gives to AWS", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const written = plainFormOf(configuration);
        const given = policiesIn(resolveStack(compile(written)));
        expect(inOrder(given)).toEqual(inOrder(policiesOf(modelOf(written))));
      }),
      { numRuns: times(100) },
    );
  });
});

describe("the pipeline's role", () => {
  it("reads exactly the sources, runs the projects, tells the topics and takes the roles that the item names", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const pipeline = modelOf(plainFormOf(configuration));
        const policy = pipelineRolePolicy(pipeline, artifactContextOf(pipeline));
        const sources = sourcesOf(configuration);
        const ofType = (type: string) => sources.filter(({ said }) => (said?.Type ?? "CodeCommit") === type);
        expect(resourcesFor(policy, "codecommit:GetBranch")).toEqual(
          sorted(ofType("CodeCommit").map(({ repository }) => `arn:aws:codecommit:${here}:${repository}`)),
        );
        expect(resourcesFor(policy, "s3:GetObjectVersionTagging")).toEqual(
          sorted(ofType("S3").map(({ said }) => `arn:aws:s3:::${said?.Bucket}/${said?.Key}`)),
        );
        expect(connectionsIn(policy)).toEqual(
          sorted(
            ofType("CodeConnections").flatMap(({ connection = "", repository, branch }) =>
              eitherName.map(
                (service) =>
                  `${connection.replace(/:code[a-z-]+:/, `:${service}:`)} ${repository} ${branch.replace(/[^A-Za-z0-9](?=\{)/g, "?")}`,
              ),
            ),
          ),
        );
        expect(resourcesFor(policy, "sts:AssumeRole")).toEqual(
          sorted(
            deployed(configuration).map(
              ({ accountId }) => `arn:aws:iam::${accountId}:role/ChildAccountFormationRole`,
            ),
          ),
        );
        expect(resourcesFor(policy, "codebuild:StartBuild")).toHaveLength(
          deployed(configuration).some((environment) => running(environment).length > 0) ? 2 : 1,
        );
        expect(resourcesFor(policy, "sns:Publish")).toEqual(sorted(topicsOf(pipeline)));
      }),
      runs,
    );
  });

  it("may start its own projects, and no other's", () => {
    const written = itemWith({
      a: environment({ Tests: { Smoke: test() } }),
      "a-b": environment({ Tests: { Smoke: test() } }),
      b: environment(),
    });
    const pipeline = modelOf(written);
    const { name } = pipeline;
    expect(
      resourcesFor(pipelineRolePolicy(pipeline, artifactContextOf(pipeline)), "codebuild:StartBuild"),
    ).toEqual([
      `arn:aws:codebuild:${here}:project/${name}-build`,
      `arn:aws:codebuild:${here}:project/${name}_*`,
    ]);
  });

  it("may use an action's resources where the action runs", () => {
    const pipeline = modelOf(itemWithTest());
    const abroad = {
      ...pipeline,
      stages: pipeline.stages.map((stage) => ({
        ...stage,
        actions: stage.actions.map((action) => ({ ...action, region: "eu-west-3" })),
      })),
    };
    const policy = pipelineRolePolicy(abroad, artifactContextOf(pipeline));
    for (const action of ["codebuild:StartBuild", "codecommit:GetBranch"]) {
      const regions = resourcesFor(policy, action).map((resource) => resource.split(":")[3] ?? "");
      expect(sorted(regions)).toEqual(["eu-west-3"]);
    }
  });
});

/** `connection repository branch` for each branch that a connection may be used for. */
function connectionsIn({ Statement }: Policy): string[] {
  return sorted(
    Statement.filter(({ Sid }) => Sid.startsWith("UseConnection")).flatMap(
      ({ Action, Resource = [], Condition }) => {
        const under = (operator: string, key: string) =>
          eitherName.map((service) => Condition?.[operator]?.[`${service}:${key}`] ?? []);
        const [repositories = [], ...sameRepositories] = under("StringEqualsIfExists", "FullRepositoryId");
        const [branches = [], ...sameBranches] = under("StringLikeIfExists", "BranchName");
        expect([sameRepositories, sameBranches]).toEqual([[repositories], [branches]]);
        expect(Action).toEqual(eitherName.map((service) => `${service}:UseConnection`));
        return Resource.flatMap((form) =>
          [...repositories].flatMap((repository) =>
            [...branches].map((branch) => `${form} ${repository} ${branch}`),
          ),
        );
      },
    ),
  );
}

const eitherName = ["codeconnections", "codestar-connections"];

function topicsOf({ environments }: Pipeline): string[] {
  return environments.flatMap(({ approval: { topicArn, topicName } = {} }) =>
    topicArn ? [topicArn] : topicName ? [`arn:aws:sns:${here}:${topicName}`] : [],
  );
}

describe("the roles of builds and tests", () => {
  it("reach exactly the parameters, secrets, images and networks that their jobs name", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const policies = policiesOf(modelOf(plainFormOf(configuration)));
        expectNeeds(policies["aws_iam_role_policy.build"], [configuration.build]);
        const roles = Object.entries(policies).filter(([place]) => place.startsWith("module."));
        const { environments } = modelOf(plainFormOf(configuration));
        const jobs = new Map(
          deployed(configuration).flatMap((environment) =>
            running(environment).map(({ name, job }) => [`${environment.name} ${name}`, job] as const),
          ),
        );
        const all = environments.flatMap((environment) =>
          testsRolesOf(environment).map((role) => ({ environment, role })),
        );
        expect(roles).toHaveLength(all.length);
        for (const { environment, role } of all) {
          const policy = policies[`module.${environment.identifier}.${role.name}`];
          expectNeeds(
            policy,
            role.tests.flatMap(({ test }) => jobs.get(`${environment.name} ${test}`) ?? []),
          );
          expect(resourcesFor(policy, "sts:AssumeRole")).toEqual([
            `arn:aws:iam::${environment.accountId}:role/ChildAccountTestRole`,
          ]);
        }
      }),
      runs,
    );
  });

  it("write the logs of their own projects, and tests write no artifacts", () => {
    const pipeline = modelOf(itemWithTest());
    const { name } = pipeline;
    const { "aws_iam_role_policy.build": build, ...others } = policiesOf(pipeline);
    const [, tests] = Object.entries(others).find(([place]) => place.startsWith("module.prod.")) ?? [];
    const log = (project: string) => {
      const group = `arn:aws:logs:${here}:log-group:/aws/codebuild/${project}`;
      return [group, `${group}:*`];
    };
    expect(resourcesFor(build, "logs:PutLogEvents")).toEqual(log(`${name}-build`));
    expect(resourcesFor(tests, "logs:PutLogEvents")).toEqual(log(`${name}_prod_smoke`));
    const bucket = `arn:aws:s3:::${name}-111111111111`;
    expect(resourcesFor(build, "s3:PutObject")).toEqual([
      `${bucket}/*`,
      `${bucket}/stagewright-webshop-*/ProdSmokeO*`,
      `${bucket}/stagewright-webshop-*/Source*`,
    ]);
    expect(build?.Statement.find(({ Sid }) => Sid === "LeaveSources")?.Effect).toBe("Deny");
    expect(resourcesFor(tests, "s3:GetObject")).toEqual([`${bucket}/stagewright-webshop-*/ProdSmokeO*`]);
    expect(resourcesFor(tests, "s3:ListBucket")).toEqual([]);
    expect(resourcesFor(tests, "s3:PutObject")).toEqual([]);
    expect(resourcesFor(tests, "kms:GenerateDataKey")).toEqual([]);
    expect(resourcesFor(build, "sts:AssumeRole")).toEqual([]);
  });
});

function expectNeeds(policy: Policy | undefined, jobs: readonly JobChoice[]): void {
  const values = (type: string) =>
    jobs
      .flatMap(({ variables = {} }) => Object.values(variables))
      .flatMap((variable) =>
        typeof variable === "object" && variable.Type === type ? [variable.Value] : [],
      );
  const networks = jobs.flatMap(({ vpc }) =>
    vpc ? [vpc as { Subnets: string[]; SecurityGroups: string[] }] : [],
  );
  const images = jobs.flatMap(({ image = "" }) => (image.includes(".dkr.ecr.") ? [image] : []));
  expect(resourcesFor(policy, "ssm:GetParameters")).toEqual(
    sorted(
      values("PARAMETER_STORE").map((name) => `arn:aws:ssm:${here}:parameter/${name.replace(/^\//, "")}`),
    ),
  );
  expect(resourcesFor(policy, "secretsmanager:GetSecretValue")).toEqual(
    sorted(values("SECRETS_MANAGER").map(secretArn)),
  );
  expect(resourcesFor(policy, "ecr:BatchGetImage")).toEqual(
    images.length > 0 ? ["arn:aws:ecr:us-east-1:111111111111:repository/build"] : [],
  );
  expect(sorted(resourcesFor(policy, "ec2:CreateNetworkInterface"))).toEqual(
    sorted(
      networks.flatMap(({ Subnets, SecurityGroups }) => [
        `arn:aws:ec2:${here}:network-interface/*`,
        ...Subnets.map((id) => `arn:aws:ec2:${here}:subnet/${id}`),
        ...SecurityGroups.map((id) => `arn:aws:ec2:${here}:security-group/${id}`),
      ]),
    ),
  );
}

function secretArn(secret: string): string {
  if (secret.startsWith("arn:")) return secret.replace(/(:secret:[^:]+):.*$/, "$1");
  return `arn:aws:secretsmanager:${here}:secret:${secret.replace(/:.*$/, "")}-??????`;
}

describe("the artifact key and bucket", () => {
  it("let exactly the two roles of each account read that is deployed to", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const policies = policiesOf(modelOf(plainFormOf(configuration)));
        const accounts = sorted(deployed(configuration).map(({ accountId }) => accountId));
        const roles = accounts.flatMap((account) =>
          ["Deployer", "Formation"].map((kind) => `arn:aws:iam::${account}:role/ChildAccount${kind}Role`),
        );
        const readers = {
          Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
          Condition: { StringEquals: { "aws:PrincipalArn": roles } },
        };
        const { "aws_kms_key.artifacts": key, "aws_s3_bucket_policy.artifacts": bucket } = policies;
        const expected = accounts.length > 0 ? [{ Effect: "Allow", ...readers }] : [];
        const foreign = (policy?: Policy) =>
          policy?.Statement.filter(({ Sid }) => Sid.startsWith("TargetAccounts"));
        expect(foreign(key)).toMatchObject(expected);
        const names = ["Deployer", "Formation"].map((kind) => `arn:aws:iam::*:role/ChildAccount${kind}Role`);
        const found = {
          Sid: "TargetAccountsFindOutput",
          Effect: "Allow",
          Principal: readers.Principal,
          Condition: { ArnLike: { "aws:PrincipalArn": names } },
        };
        expect(foreign(bucket)).toMatchObject(accounts.length > 0 ? [...expected, found] : []);
      }),
      runs,
    );
  });

  it("name the roles of the central account that keep and use the key, and nobody of another account", () => {
    const pipeline = modelOf(itemWith({ Prod: environment({ Tests: { Smoke: test() } }) }));
    const context = artifactContextOf(pipeline);
    const own = keyPolicy(pipeline, context).Statement.filter(({ Principal }) => Principal === "*");
    const role = (name: string) => `arn:aws:iam::${context.account}:role/${name}`;
    expect(own.map(({ Sid, Condition }) => [Sid, Condition])).toEqual(
      [
        ["KeeperKeeps", role("stagewright_control-reconciler")],
        ["PipelineWrites", role(pipeline.roles.pipeline), role(pipeline.roles.build)],
        ["TestsRead", role(`${pipeline.name}-tests-*`)],
      ].map(([sid, ...arns]) => [
        sid,
        {
          StringEquals: { "aws:PrincipalAccount": context.account },
          ArnLike: { "aws:PrincipalArn": arns },
        },
      ]),
    );
  });

  it("let no other account read where there is no environment", () => {
    const pipeline = modelOf(item());
    expect(keyPolicy(pipeline, artifactContextOf(pipeline)).Statement.map(({ Sid }) => Sid)).toEqual([
      "CentralAccountDecides",
      "KeeperKeeps",
      "PipelineWrites",
      "TestsRead",
    ]);
    expect(bucketPolicy(pipeline, artifactContextOf(pipeline)).Statement.map(({ Sid }) => Sid)).toEqual([
      "TlsOnly",
    ]);
  });

  it("refuse what does not come by TLS", () => {
    const pipeline = modelOf(item());
    expect(bucketPolicy(pipeline, artifactContextOf(pipeline)).Statement[0]).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });
});

describe("serviceTrust", () => {
  it("lets one service take the role, on behalf of one thing of this account", () => {
    const project = "arn:aws:codebuild:eu-west-1:111111111111:project/x";
    expect(serviceTrust("codebuild", [project], { account: "111111111111" }).Statement).toEqual([
      {
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "codebuild.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": [project] },
        },
      },
    ]);
  });

  it("asks CodePipeline only for what it says of itself, since AWS documents neither", () => {
    const [statement] = serviceTrust("codepipeline", ["arn"], { account: "111111111111" }).Statement;
    expect(Object.keys(statement?.Condition ?? {})).toEqual(["StringEqualsIfExists", "ArnLikeIfExists"]);
  });
});
