import {
  given,
  type Job,
  type Project,
  type RoleInAccount,
  type Source,
} from "../../compiler/kinds/index.js";
import { type Pipeline, type TargetEnvironment, testsRolesOf } from "../../compiler/pipeline/index.js";
import { artifacts, packages, sourcesKept, testArtifacts } from "./artifact-calls.js";
import { calls, here } from "./calls.js";
import type { Call } from "./may.js";
import { type Held, testsJob } from "./roles.js";
import { central } from "./subject.js";

/** What each role's service calls with it, from the services' documentation. By the role's job. */
export function needsOf(held: Held): Map<string, Call[]> {
  const { pipeline } = held;
  const tested = pipeline.environments.flatMap((environment) =>
    testsRolesOf(environment).map((role) => ({ environment, role })),
  );
  return new Map([
    ["pipeline", ofCodePipeline(held)],
    ["build", [...artifacts(held), ...packages(held), ...ofCodeBuild(given(pipeline.build, "the build"))]],
    ...tested.map(
      ({ environment, role }) =>
        [testsJob(environment, role), ofTests(held, environment, role.tests)] as const,
    ),
  ]);
}

/** CodePipeline user guide, "Action structure reference", section "Service role permissions" of each provider. */
function ofCodePipeline(held: Held): Call[] {
  const { pipeline } = held;
  const projects = [
    given(pipeline.build, "the build"),
    ...pipeline.environments.flatMap(({ tests }) => tests),
  ];
  return [
    ...artifacts(held),
    ...sourcesKept(held),
    ...packages(held),
    ...pipeline.sources.flatMap(ofSource),
    ...projects.flatMap(({ name }) =>
      calls("codebuild:StartBuild codebuild:BatchGetBuilds", here("codebuild", `project/${name}`)),
    ),
    ...pipeline.environments.flatMap(ofApproval),
    ...rolesOf(pipeline).flatMap(ofDeployment),
  ];
}

function ofSource(source: Source): Call[] {
  if (source.type === "CodeCommit") {
    const actions = ["GetBranch", "GetCommit", "GetRepository", "UploadArchive", "GetUploadArchiveStatus"];
    const named = [...actions, "CancelUploadArchive"].map((action) => `codecommit:${action}`).join(" ");
    return calls(named, here("codecommit", source.repository));
  }
  if (source.type === "S3") {
    const bucket = `arn:aws:s3:::${source.bucket}`;
    return [
      ...calls("s3:GetBucketVersioning s3:GetBucketAcl s3:GetBucketLocation s3:ListBucket", bucket),
      ...calls(
        "s3:GetObject s3:GetObjectVersion s3:GetObjectTagging s3:GetObjectVersionTagging",
        `${bucket}/${source.key}`,
      ),
    ];
  }
  const { connectionArn, repository, branch } = source;
  return connectionNames.flatMap((service) =>
    // CodePipeline first asks whether the connection may be used at all, and then for the repository and the branch.
    [
      {},
      { [`${service}:FullRepositoryId`]: repository },
      { [`${service}:FullRepositoryId`]: repository, [`${service}:BranchName`]: branch },
    ].map((keys) => ({
      action: `${service}:UseConnection`,
      resource: underName(service, connectionArn),
      keys,
    })),
  );
}

/** Of the service, under its present and its former name. */
export const connectionNames = ["codeconnections", "codestar-connections"];

export const underName = (service: string, connectionArn: string) =>
  connectionArn.replace(/:code(connections|star-connections):/, `:${service}:`);

function ofApproval({ approval }: TargetEnvironment): Call[] {
  const { topicArn, topicName } = approval ?? { emails: [] };
  const topic = topicArn ?? (topicName && here("sns", topicName));
  return topic ? calls("sns:Publish", topic) : [];
}

/** The roles of other accounts that actions take. */
function rolesOf({ stages }: Pipeline): RoleInAccount[] {
  return stages.flatMap(({ actions }) => actions.flatMap(({ role }) => role ?? []));
}

function ofDeployment({ accountId, name }: RoleInAccount): Call[] {
  return calls("sts:AssumeRole", `arn:aws:iam::${accountId}:role/${name}`, {
    // The other side is proven in trust.test.ts; here it would allow.
    resourcePolicy: trusting,
  });
}

/** A trust policy that trusts the central account: only the caller's own policy decides. */
export const trusting = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "CentralAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${central}:root` },
      Action: ["sts:AssumeRole"],
    },
  ],
} as const;

/** As KMS makes a key: its policy leaves the decision to IAM. */
export const leftToIam = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "CentralAccountDecides",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${central}:root` },
      Action: ["kms:*"],
      Resource: ["*"],
    },
  ],
} as const;

/** CodeBuild user guide, "Allow CodeBuild to interact with other AWS services", "Test report permissions". */
function ofCodeBuild({ name, job }: Pick<Project, "name" | "job">): Call[] {
  const group = here("logs", `log-group:/aws/codebuild/${name}`);
  const reports = [
    "CreateReportGroup",
    "CreateReport",
    "UpdateReport",
    "BatchPutTestCases",
    "BatchPutCodeCoverages",
  ];
  return [
    ...calls("logs:CreateLogStream logs:PutLogEvents", `${group}:log-stream:1b2c`),
    ...calls(
      reports.map((action) => `codebuild:${action}`).join(" "),
      here("codebuild", `report-group/${name}-junit`),
    ),
    ...ofVariables(job),
    ...ofImage(job),
    ...ofNetwork(job),
  ];
}

function ofVariables({ variables }: Job): Call[] {
  return variables.flatMap(({ type, value }) => {
    if (type === "PARAMETER_STORE") return calls("ssm:GetParameters", here("ssm", `parameter${value}`));
    if (type !== "SECRETS_MANAGER") return [];
    return calls(
      "secretsmanager:GetSecretValue",
      here("secretsmanager", `secret:${value.split(":")[0]}-AbC123`),
    );
  });
}

/** Amazon ECR user guide, "Private registry authentication", "Repository policies": what a pull calls. */
function ofImage({ image }: Job): Call[] {
  const [, account, repository] = /^(\d+)\.dkr\.ecr\.[^/]+\/([^:]+)/.exec(image) ?? [];
  if (!account) return [];
  const pull = "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer";
  return [
    ...calls("ecr:GetAuthorizationToken", "*"),
    ...calls(pull, here("ecr", `repository/${repository}`)),
  ];
}

/** CodeBuild user guide, "Allow CodeBuild access to AWS services required to create a VPC network interface". */
function ofNetwork({ vpc }: Job): Call[] {
  if (!vpc) return [];
  const card = here("ec2", "network-interface/eni-0123456789abcdef0");
  const inSubnet = { "ec2:Subnet": here("ec2", `subnet/${vpc.subnets[0]}`) };
  const lent = { ...inSubnet, "ec2:AuthorizedService": "codebuild.amazonaws.com" };
  const seen = ["DhcpOptions", "NetworkInterfaces", "SecurityGroups", "Subnets", "Vpcs"];
  return [
    ...seen.map((what) => ({ action: `ec2:Describe${what}`, resource: "*" })),
    ...[card, inSubnet["ec2:Subnet"], here("ec2", `security-group/${vpc.securityGroups[0]}`)].flatMap(
      (resource) => calls("ec2:CreateNetworkInterface", resource),
    ),
    ...calls("ec2:DeleteNetworkInterface", card, { keys: inSubnet }),
    ...calls("ec2:CreateNetworkInterfacePermission", card, { keys: lent }),
  ];
}

function ofTests(held: Held, { testRole }: TargetEnvironment, tests: TargetEnvironment["tests"]): Call[] {
  return [
    ...testArtifacts(
      held,
      tests.map(({ artifact }) => artifact),
    ),
    ...tests.flatMap(ofCodeBuild),
    // What modules/stage gives the buildspec as CHILD_ACCOUNT_ROLE_ARN.
    ...calls("sts:AssumeRole", `arn:aws:iam::${testRole.accountId}:role/${testRole.name}`, {
      resourcePolicy: trusting,
    }),
  ];
}
