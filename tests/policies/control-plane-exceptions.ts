import { denies, type Exception, exception, noResource } from "./exception.js";

const byName = "everything that is named as a pipeline's resources are, which is what the reconciler makes";
const named =
  /^arn:aws:(s3|codepipeline|codebuild|sns|events|iam|kms|logs):[^*?]*stagewright-\*--\*(:\*|-\d{12}\/\*)?$/;

/** Of the control plane's roles, and of the boundary. */
export const controlPlaneExceptions: readonly Exception[] = [
  exception(
    /^dispatcher$/,
    /^ReadStream$/,
    /^arn:[^*?]+table\/[^*?]+\/stream\/\*$/,
    "a stream's name is the time it was made",
  ),
  exception(/^dispatcher$/, /^FindStream$/, /^\*$/, noResource),
  exception(
    /^(dispatcher|schedule|events|reconciler)$/,
    /^OwnLog$/,
    /^arn:[^*?]+_control-(dispatcher|schedule|events|reconciler):\*$/,
    "streams of its own log",
  ),
  exception(
    /^events$/,
    /^FindCommits$/,
    named,
    "everything that is named as a pipeline's resources are: each tells what it does",
  ),
  exception(
    /^starter$/,
    /^StartPipelines$/,
    named,
    "one role starts every pipeline; its trust names the rules of pipelines",
  ),
  exception(
    /^operator$/,
    /^SeeAlarms$/,
    /:alarm:\*$/,
    "AWS asks for all alarms, also of who names one (aws-samples/amazon-cloudwatch-auto-alarms #1)",
  ),
  ...reconciler(),
  ...people(),
  ...watchers(),
  exception(
    /^(operator|editor|viewer)$/,
    /^SeeConnections$/,
    /^arn:[^*?]+:\*:\d{12}:connection\/\*$/,
    "an item names its connection, of any region",
  ),
  ...boundary(),
];

/** Of who runs the commands. */
function people(): Exception[] {
  const [operator, editor] = [/^operator$/, /^(editor|viewer)$/];
  const mapping = "a mapping has no name; its function is a condition";
  return [
    exception(operator, /^Find$/, /^\*$/, noResource),
    exception(operator, /^MapStream$/, /^\*$/, mapping),
    exception(operator, /^(ManageStream|SeeAndTagFunctions)$/, /:event-source-mapping:\*$/, mapping),
    exception(
      operator,
      /^(Manage|SeeAndTag|Lend|Open)(Functions|Logs|Monitoring|Roles|Rules)$/,
      /stagewright_control-(failures-)?\*$/,
      "what is named as the control plane's own resources are",
    ),
    exception(operator, /^SeeKeyOfTables$/, /:key\/\*$/, "AWS made the key; its alias is a condition"),
    exception(
      operator,
      /^(Keep|Remove)States$/,
      /\/(accounts|control-plane|pipelines|toolchain)\/\*$/,
      "a folder of the state bucket",
    ),
    exception(
      operator,
      /^PrepareAccounts$/,
      /^arn:aws:iam::\*:role\/\w+$/,
      "items name their accounts, unless limits.accounts does",
    ),
    exception(
      editor,
      /^(Read|Hold)(States|LockFiles)$/,
      /\/(accounts|pipelines)\/\*/,
      "a folder of the state bucket",
    ),
    exception(editor, /^Find(Keys|Logs)$/, /^\*$/, noResource),
    exception(editor, /^Read/, named, "everything that is named as a pipeline's resources are"),
    exception(editor, /^ReadKeys$/, /:key\/\*$/, "keys have no names; their tag is a condition"),
  ];
}

/** Of who looks at pipelines, and moves or answers them. */
function watchers(): Exception[] {
  const watcher = /^(editor|viewer|approver|releaser)$/;
  const every = "every pipeline of the installation, by name; behind its name stand stage and action";
  return [
    exception(watcher, /^See(Pipelines|Executions|BuildLogs)$/, named, every),
    exception(watcher, /^SeeCommits$/, /^arn:aws:codecommit:[^*?]+:\*$/, "an item names its repositories"),
    exception(
      watcher,
      /^LookIntoAccounts$/,
      /^arn:aws:iam::\*:role\/ChildAccountViewRole$/,
      "items name their accounts, unless limits.accounts does; each account's trust names who may look",
    ),
    exception(/^(approver|releaser)$/, /^ListPipelines$/, /^\*$/, noResource),
    exception(/^approver$/, /^Approve$/, named, every),
    exception(/^releaser$/, /^Release$/, named, every),
  ];
}

function reconciler(): Exception[] {
  const where = /^reconciler$/;
  const tagged = "keys have no names; their tag is a condition";
  return [
    exception(where, /^(Manage|Empty|Grant|Lend|DeleteReports)/, named, byName),
    exception(
      where,
      /^LendConnections/,
      /^arn:[^*?]+:\*:\d{12}:connection\/\*$/,
      "an item names its connection, of any region",
    ),
    exception(where, /^LeavePaths$/, /:role\/\*\/\*$/, denies),
    exception(where, /^MakeKeys$/, /^\*$/, "a key has no name yet; its tag is a condition"),
    exception(where, /^(TagNew|Manage)Keys$/, /^arn:[^*?]+:key\/\*$/, tagged),
    exception(where, /^(Find(Keys|Logs|Reports)|LogInToEcr)$/, /^\*$/, noResource),
    exception(
      where,
      /^(KeepStates|FetchTools)$/,
      /\/(pipelines|toolchain)\/\*$/,
      "a folder of the state bucket",
    ),
  ];
}

/** Each pipeline's own roles name what its item names; the boundary bounds all of them. */
function boundary(): Exception[] {
  const where = /^boundary$/;
  const roles = "an item names its accounts; limits.accounts is a condition";
  return [
    exception(
      where,
      /^(Artifacts|Projects|Reports|Logs|Pipelines)$/,
      named,
      "bounds every pipeline, by name",
    ),
    exception(where, /^ArtifactKeys$/, /:key\/\*$/, "keys have no names; their tag is a condition"),
    exception(where, /^Repositories$/, /^arn:aws:codecommit:[^*?]+:\*$/, "an item names its repositories"),
    exception(where, /^Objects$/, /^arn:aws:s3:::\*$/, "an item names its source objects"),
    exception(where, /^Connections/, /:connection\/\*$/, "an item names its connection, of any region"),
    exception(where, /^Approvers$/, /^arn:aws:sns:\*$/, "an item names its topic, of any account"),
    exception(where, /^TargetAccounts$/, /^arn:aws:iam::\*:role\/\w+(-\*)?$/, roles),
    exception(
      where,
      /^(Parameters|Secrets)$/,
      /webshop\/\*/,
      "what limits.parameters and limits.secrets lend",
    ),
    exception(where, /^Images$/, /^arn:aws:ecr:\*:\*:repository\/\*$/, "an item names its images"),
    exception(where, /^(ImageLogin|Look)$/, /^\*$/, noResource),
    exception(where, /^(Network|LendInterface)$/, /^arn:aws:ec2:[^*?]+\/\*$/, "an item names its network"),
    exception(where, /^LeaveControlPlane$/, /^(s3|sns|ssm):\*$|\/\*$/, denies),
  ];
}
