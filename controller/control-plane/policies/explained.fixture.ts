const noLevel = "AWS offers no resource level for it (service authorization reference)";
const byName = "everything that is named as a pipeline's resources are, which is what the reconciler makes";
const named =
  /^arn:aws:(s3|codepipeline|codebuild|sns|events|iam|kms|logs):[^*?]*stagewright-\*--\*(:\*|\/\*)?$/;

/** The wildcards of the control plane's policies: whose, in which statements, of what shape, and why. */
export const explained: readonly (readonly [owner: string, sids: RegExp, shape: RegExp, reason: string])[] = [
  [
    "dispatcher",
    /^ReadStream$/,
    /^arn:[^*?]+table\/[^*?]+\/stream\/\*$/,
    "a stream's name is the time it was made",
  ],
  ["dispatcher", /^FindStream$/, /^\*$/, noLevel],
  ["dispatcher", /^OwnLog$/, /^arn:[^*?]+_control-dispatcher:\*$/, "streams of its own log"],
  ["schedule", /^OwnLog$/, /^arn:[^*?]+_control-schedule:\*$/, "streams of its own log"],
  ["reconciler", /^OwnLog$/, /^arn:[^*?]+_control-reconciler:\*$/, "streams of its own log"],
  ["reconciler", /^(Manage|Empty|Grant|Lend)/, named, byName],
  [
    "reconciler",
    /^LendConnections/,
    /^arn:[^*?]+:\*:\d{12}:connection\/\*$/,
    "an item names its connection, of any region",
  ],
  ["reconciler", /^MakeKeys$/, /^\*$/, "a key has no name yet; its tag is a condition"],
  [
    "reconciler",
    /^(TagNew|Manage)Keys$/,
    /^arn:[^*?]+:key\/\*$/,
    "keys have no names; their tag is a condition",
  ],
  ["reconciler", /^Find(Keys|Logs)$/, /^\*$/, noLevel],
  ["reconciler", /^(KeepStates|FetchTools)$/, /\/(pipelines|toolchain)\/\*$/, "a folder of the state bucket"],
  ["boundary", /^(Artifacts|Projects|Reports|Logs|Pipelines)$/, named, "bounds every pipeline, by name"],
  ["boundary", /^ArtifactKeys$/, /:key\/\*$/, "keys have no names; their tag is a condition"],
  ["boundary", /^Repositories$/, /^arn:aws:codecommit:[^*?]+:\*$/, "an item names its repositories"],
  [
    "boundary",
    /^Objects$/,
    /^arn:aws:s3:::\*$/,
    "an item names its source objects; the role's policy names them",
  ],
  ["boundary", /^Connections/, /:connection\/\*$/, "an item names its connection, of any region"],
  ["boundary", /^Approvers$/, /^arn:aws:sns:\*$/, "an item names its topic, of any account"],
  [
    "boundary",
    /^TargetAccounts$/,
    /^arn:aws:iam::\*:role\/\w+$/,
    "an item names its accounts, unless limits.accounts does",
  ],
  ["boundary", /^(Parameters|Secrets)$/, /webshop\/\*/, "what limits.parameters and limits.secrets lend"],
  ["boundary", /^Images$/, /^arn:aws:ecr:\*:\*:repository\/\*$/, "an item names its images"],
  ["boundary", /^Look$/, /^\*$/, noLevel],
  ["boundary", /^(Network|LendInterface)$/, /^arn:aws:ec2:[^*?]+\/\*$/, "an item names its network"],
  ["boundary", /^LeaveControlPlane$/, /^(s3|sns|ssm):\*$|\/\*$/, "denies; the more the better"],
];
