import type { Job, Vpc } from "../../item/index.js";
import { arn, type Ground, type Statement, unique } from "./policy.js";

/** Read this pipeline's artifacts. */
export function readArtifacts(ground: Ground): Statement[] {
  return artifactGrants(["s3:GetObject", "s3:GetObjectVersion"], ["kms:Decrypt", "kms:DescribeKey"], ground);
}

/** Read and write this pipeline's artifacts. */
export function readAndWriteArtifacts(ground: Ground): Statement[] {
  return artifactGrants(
    ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
    ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
    ground,
  );
}

function artifactGrants(objects: string[], key: string[], { bucketArn, keyArn }: Ground): Statement[] {
  return [
    { Sid: "Artifacts", Effect: "Allow", Action: objects, Resource: [`${bucketArn}/*`] },
    {
      Sid: "ArtifactBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"],
      Resource: [bucketArn],
    },
    { Sid: "ArtifactKey", Effect: "Allow", Action: key, Resource: [keyArn] },
  ];
}

/** The log groups and the report groups of a project, or of all projects that a pattern names. */
export function writeLogAndReports(project: string, ground: Ground): Statement[] {
  const group = arn("logs", `log-group:/aws/codebuild/${project}`, ground);
  return [
    {
      Sid: "OwnLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      // The group for making a stream, what is in it for writing to it (CodeBuild user guide, "Create a service role").
      Resource: [group, `${group}:*`],
    },
    {
      Sid: "OwnReports",
      Effect: "Allow",
      Action: [
        "codebuild:BatchPutCodeCoverages",
        "codebuild:BatchPutTestCases",
        "codebuild:CreateReport",
        "codebuild:CreateReportGroup",
        "codebuild:UpdateReport",
      ],
      Resource: [arn("codebuild", `report-group/${project}-*`, ground)],
    },
  ];
}

/** What the settings of jobs ask for: their parameters, their secrets, their images, their network. */
export function jobNeeds(jobs: readonly Job[], ground: Ground): Statement[] {
  const variables = jobs.flatMap((job) => job.variables);
  const valuesOf = (type: string) =>
    variables.filter((variable) => variable.type === type).map(({ value }) => value);
  return [
    {
      Sid: "OwnParameters",
      Effect: "Allow",
      Action: ["ssm:GetParameters"],
      Resource: unique(
        valuesOf("PARAMETER_STORE").map((name) => arn("ssm", `parameter/${name.replace(/^\//, "")}`, ground)),
      ),
    },
    {
      Sid: "OwnSecrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: unique(valuesOf("SECRETS_MANAGER").map((secret) => secretArn(secret, ground))),
    },
    ...imageNeeds(
      jobs.map((job) => job.image),
      ground,
    ),
    ...networkNeeds(
      jobs.flatMap((job) => (job.vpc ? [job.vpc] : [])),
      ground,
    ),
  ];
}

/**
 * A secret is named `name:json-key:stage:version-id` or by its ARN with the same tail (CodeBuild user guide,
 * env/secrets-manager). A name lacks the six random characters that end the ARN.
 */
function secretArn(secret: string, ground: Ground): string {
  if (secret.startsWith("arn:")) return secret.split(":").slice(0, 7).join(":");
  return arn("secretsmanager", `secret:${secret.split(":")[0]}-??????`, ground);
}

const ecrImage = /^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** Images of ECR are pulled with the job's role; all others by CodeBuild, or publicly. */
function imageNeeds(images: readonly string[], { partition }: Ground): Statement[] {
  const repositories = unique(
    images.flatMap((image) => {
      const [, account, region, repository] = ecrImage.exec(image) ?? [];
      return account ? [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`] : [];
    }),
  );
  return [
    {
      Sid: "PullOwnImage",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: repositories,
    },
    {
      // AWS offers no resource level for this action (service authorization reference, Amazon ECR).
      Sid: "LogInToEcr",
      Effect: "Allow",
      Action: ["ecr:GetAuthorizationToken"],
      Resource: repositories.length > 0 ? ["*"] : [],
    },
  ];
}

/**
 * CodeBuild user guide, "Allow CodeBuild access to AWS services required to create a VPC network interface". The ARN of
 * a shared subnet holds its owner's account (VPC user guide, "Share your VPC subnets with other accounts").
 */
function networkNeeds(networks: readonly Vpc[], ground: Ground): Statement[] {
  const interfaces = arn("ec2", "network-interface/*", ground);
  const subnets = unique(
    networks.flatMap(({ subnets, subnetOwner: account = ground.account }) =>
      subnets.map((id) => arn("ec2", `subnet/${id}`, { ...ground, account })),
    ),
  );
  const groups = unique(
    networks.flatMap((vpc) => vpc.securityGroups.map((id) => arn("ec2", `security-group/${id}`, ground))),
  );
  if (networks.length === 0) return [];
  return [
    {
      // AWS offers no resource level for these (service authorization reference, Amazon EC2).
      Sid: "SeeNetwork",
      Effect: "Allow",
      Action: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: ["*"],
    },
    {
      Sid: "JoinNetwork",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterface"],
      Resource: [interfaces, ...subnets, ...groups],
    },
    {
      Sid: "LeaveNetwork",
      Effect: "Allow",
      Action: ["ec2:DeleteNetworkInterface"],
      Resource: [interfaces],
      Condition: { ArnEquals: { "ec2:Subnet": subnets } },
    },
    {
      Sid: "LendInterfaceToCodeBuild",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterfacePermission"],
      Resource: [interfaces],
      Condition: {
        StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" },
        ArnEquals: { "ec2:Subnet": subnets },
      },
    },
  ];
}
