import { allow, deny, type Policy, policy, type Statement } from "../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf, pipelineTag } from "./arns.js";
import { networkBoundary } from "./network-boundary.js";

/** IAM: characters of a managed policy, white space not counted. */
export const managedPolicyLimit = 6144;

/**
 * The most that any role of any pipeline may do, whatever its own policy says: what the compiler grants to any of
 * them, by pattern. Nothing of IAM, and nothing of the control plane. Throws where it would not fit.
 */
export function boundaryPolicy(site: Site): Policy {
  const boundary = policy([
    ...artifacts(site),
    ...sources(site),
    ...ownWork(site),
    ...targets(site),
    ...lent(site),
    ...networkBoundary(site),
    keepOut(site),
  ]);
  const { length } = JSON.stringify(boundary);
  if (length <= managedPolicyLimit) return boundary;
  throw new Error(
    `The boundary of pipelines' roles would hold ${length} characters; AWS allows ${managedPolicyLimit}. ` +
      "Name fewer or wider patterns in limits.parameters, limits.secrets and limits.accounts.",
  );
}

const bucketReads = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"];

function artifacts(site: Site): Statement[] {
  const { pipelines, inRegion } = arnsOf(site);
  return [
    allow("Artifacts", ["s3:PutObject"], [pipelines.objects]),
    allow(
      "ArtifactKeys",
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      [inRegion("kms", "key/*")],
      { StringLike: pipelineTag },
    ),
  ];
}

/** An item may name any source of its account, and any bucket that lets it read. */
function sources(site: Site): Statement[] {
  const { partition, account } = site;
  const repository = [
    "CancelUploadArchive",
    "GetBranch",
    "GetCommit",
    "GetRepository",
    "GetUploadArchiveStatus",
    "UploadArchive",
  ];
  const object = ["GetObject", "GetObjectTagging", "GetObjectVersion", "GetObjectVersionTagging"];
  return [
    allow(
      "Repositories",
      repository.map((action) => `codecommit:${action}`),
      [arnsOf(site).inRegion("codecommit", "*")],
    ),
    allow(
      "Objects",
      [...object.map((action) => `s3:${action}`), ...bucketReads],
      [`arn:${partition}:s3:::*`],
    ),
    ...["codeconnections", "codestar-connections"].map((service, index) =>
      allow(
        `Connections${index + 1}`,
        [`${service}:UseConnection`],
        [`arn:${partition}:${service}:*:${account}:connection/*`],
      ),
    ),
  ];
}

function ownWork(site: Site): Statement[] {
  const { pipelines } = arnsOf(site);
  const reports = [
    "BatchPutCodeCoverages",
    "BatchPutTestCases",
    "CreateReport",
    "CreateReportGroup",
    "UpdateReport",
  ];
  const logs = ["logs:CreateLogStream", "logs:PutLogEvents"];
  return [
    allow("Projects", ["codebuild:BatchGetBuilds", "codebuild:StartBuild"], [pipelines.project]),
    allow(
      "Reports",
      reports.map((action) => `codebuild:${action}`),
      [pipelines.reports],
    ),
    allow("Logs", logs, [pipelines.logGroup, `${pipelines.logGroup}:*`]),
    allow("Pipelines", ["codepipeline:StartPipelineExecution"], [pipelines.pipeline]),
    allow("Approvers", ["sns:Publish"], [`arn:${site.partition}:sns:*`]),
  ];
}

function targets({ partition, targets: { roles, accounts } }: Site): Statement[] {
  const where = accounts.length > 0 ? accounts : ["*"];
  const arns = where.flatMap((account) =>
    roles.map((role) => `arn:${partition}:iam::${account}:role/${role}`),
  );
  return [allow("TargetAccounts", ["sts:AssumeRole"], arns)];
}

/** What the installation lends to jobs, by the patterns of its settings. */
function lent(site: Site): Statement[] {
  const { inRegion } = arnsOf(site);
  const parameters = site.lent.parameters.map((name) =>
    inRegion("ssm", `parameter/${name.replace(/^\//, "")}`),
  );
  const secrets = site.lent.secrets.map((name) =>
    name.startsWith("arn:") ? name : inRegion("secretsmanager", `secret:${name}-??????`),
  );
  return [
    allow("Parameters", ["ssm:GetParameters"], parameters),
    allow("Secrets", ["secretsmanager:GetSecretValue"], secrets),
  ];
}

/** What an item might name although it is the control plane's own. */
function keepOut(site: Site): Statement {
  const { stateBucket, topic, parameter } = arnsOf(site);
  return deny(
    "LeaveControlPlane",
    ["s3:*", "sns:*", "ssm:*"],
    [stateBucket, `${stateBucket}/*`, topic, parameter],
  );
}
