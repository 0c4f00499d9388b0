/** What a page of AWS names for an action of a pipeline, beside what `needs.ts` and the roles of target accounts hold. */
export interface PageList {
  /** Provider, as in the stage's action. */
  readonly provider: string;
  readonly page: string;
  /** What the page names, as IAM writes it. */
  readonly names: readonly string[];
  /** Named by the page and not given, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Given beyond the page, with the reason. */
  readonly beyond: Readonly<Record<string, string>>;
}

const guide = "https://docs.aws.amazon.com/codepipeline/latest/userguide";

/** Actions of one service. */
const of = (service: string, names: string) => names.split(" ").map((name) => `${service}:${name}`);

const because = (actions: readonly string[], reason: string) =>
  Object.fromEntries(actions.map((action) => [action, reason]));

const otherModes = "of modes that no stage has: a stage replaces a change set and executes it";

export const pageLists: readonly PageList[] = [
  {
    provider: "CodeCommit",
    page: `${guide}/how-to-custom-role.html#how-to-update-role-new-services`,
    names: of("codecommit", "GetBranch GetCommit UploadArchive GetUploadArchiveStatus CancelUploadArchive"),
    leftOut: {},
    beyond: {
      "codecommit:GetRepository": `named by ${guide}/action-reference-CodeCommit.html for sources that are handed on as a git address`,
    },
  },
  {
    provider: "CodeStarSourceConnection",
    page: `${guide}/action-reference-CodestarConnectionSource.html`,
    names: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
    leftOut: {},
    beyond: {},
  },
  {
    provider: "CodeBuild",
    page: `${guide}/how-to-custom-role.html#how-to-update-role-new-services`,
    names: of("codebuild", "BatchGetBuilds StartBuild"),
    leftOut: {},
    beyond: {},
  },
  {
    provider: "Manual",
    page: `${guide}/approvals-service-role-permissions.html`,
    names: ["sns:Publish"],
    leftOut: {},
    beyond: {},
  },
  {
    provider: "CloudFormation",
    page: `${guide}/action-reference-CloudFormation.html`,
    names: [
      ...of("cloudformation", "CreateStack UpdateStack DeleteStack DescribeStacks DescribeStackResources"),
      ...of("cloudformation", "DescribeStackEvents GetTemplate ValidateTemplate"),
      ...of("cloudformation", "CreateChangeSet DescribeChangeSet DeleteChangeSet ExecuteChangeSet"),
      "iam:PassRole",
    ],
    leftOut: {
      ...because(of("cloudformation", "CreateStack UpdateStack DeleteStack"), otherModes),
      ...because(
        of("cloudformation", "DescribeStackResources GetTemplate ValidateTemplate"),
        "the page does not part its list by mode; CDK's roles for the two modes of a stage do without (aws-codepipeline-actions)",
      ),
      "cloudformation:DescribeStackEvents":
        "optional by the page: it only makes the reason of a failure longer",
    },
    beyond: {},
  },
  {
    provider: "the artifact store",
    page: `${guide}/how-to-custom-role.html`,
    names: [
      ...of("s3", "GetBucketVersioning GetBucketAcl GetBucketLocation"),
      ...of("s3", "PutObject PutObjectAcl GetObject GetObjectVersion"),
      ...of("s3", "PutObjectTagging GetObjectTagging GetObjectVersionTagging"),
    ],
    leftOut: {
      "s3:PutObjectAcl": "the bucket has no access lists: its objects are its owner's (BucketOwnerEnforced)",
      ...because(
        of("s3", "PutObjectTagging GetObjectTagging GetObjectVersionTagging"),
        "by the page for tags of sources alone, which no source of the compiler hands on",
      ),
    },
    beyond: {
      "s3:ListBucket": `so that an artifact that is not there is told as such, not as denied (Amazon S3 API reference, GetObject); ${guide}/pipelines-create-cross-account.html gives it too`,
    },
  },
  {
    provider: "the key of the artifact store",
    page: `${guide}/pipelines-create-cross-account.html`,
    names: of("kms", "DescribeKey GenerateDataKey Encrypt ReEncrypt Decrypt"),
    leftOut: {
      "kms:ReEncrypt":
        "nothing changes the key of an object that is there: S3 asks for it only where it copies",
    },
    beyond: {},
  },
];
