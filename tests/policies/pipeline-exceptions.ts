import { type Exception, exception, noResource } from "./exception.js";

const keysOfArtifacts = "the keys of artifacts are CodePipeline's choice, the bucket is the pipeline's own";
const cardToCome = "the network interface does not exist yet; subnets and groups are named";

/** Of the roles, the key and the bucket of each pipeline, which the compiler makes. */
export const pipelineExceptions: readonly Exception[] = [
  exception(
    /^artifact key$/,
    /^CentralAccountDecides$/,
    /^(kms:)?\*$/,
    "KMS's lockout check asks for it; in a key's policy * is the key",
  ),
  exception(
    /^artifact key$/,
    /^(KeeperKeeps|PipelineWrites|TestsRead)$/,
    /^(Principal )?\*$/,
    "a condition names the roles, which need not exist yet; in a key's policy * is the key",
  ),
  exception(/^artifact key$/, /^TargetAccountsDecrypt$/, /^\*$/, "in a key's policy * is the key"),
  exception(
    /^artifact bucket$/,
    /^TlsOnly$/,
    /^(s3:\*|arn:aws:s3:::[a-z0-9-]+\/\*)$/,
    "denies whatever does not come by TLS",
  ),
  exception(
    /^pipeline$/,
    /^NotifyApprovers$/,
    /^arn:aws:sns:[^*?]+--[a-z0-9]+_\*-approval$/,
    "48 environments' topics by name are more than a policy holds; the prefix is the pipeline's own",
  ),
  exception(
    /^build$/,
    /^LeaveSources$/,
    /^arn:aws:s3:::[a-z0-9-]+\/[a-z0-9-]+\*\/\w[\w-]*\*$/,
    "denies; CodePipeline may cut names, and adds what it likes",
  ),
  exception(
    /^tests$/,
    /^OwnSources$/,
    /^arn:aws:s3:::[a-z0-9-]+\/[a-z0-9-]+\*\/\w[\w-]*\*$/,
    "CodePipeline may cut names, and adds what it likes",
  ),
  exception(/^artifact bucket$/, /^TargetAccountsRead$/, /^arn:aws:s3:::[a-z0-9-]+\/\*$/, keysOfArtifacts),
  exception(/^(pipeline|build)$/, /^Artifacts$/, /^arn:aws:s3:::[a-z0-9-]+\/\*$/, keysOfArtifacts),
  exception(
    /^(build|tests)$/,
    /^OwnLog$/,
    /^arn:aws:logs:[^*?]+:log-group:\/aws\/codebuild\/[a-z0-9_-]+(_\*)?(:\*)?$/,
    "streams of a log are CodeBuild's choice; of many tests the names are more than a policy holds",
  ),
  exception(
    /^(build|tests)$/,
    /^OwnReports$/,
    /^arn:aws:codebuild:[^*?]+:report-group\/[a-z0-9_-]+(_\*)?-\*$/,
    "the buildspec names the reports of a project",
  ),
  exception(
    /^pipeline$/,
    /^RunOwnProjects$/,
    /^arn:aws:codebuild:[^*?]+--[a-z0-9]+_\*$/,
    "48 environments' tests by name are more than a policy holds; the prefix is the pipeline's own",
  ),
  exception(
    /^(build|tests)$/,
    /^OwnSecrets$/,
    /^arn:aws:secretsmanager:[^*?]+-\?{6}$/,
    "six random characters end a secret's ARN",
  ),
  exception(/^(build|tests)$/, /^(LogInToEcr|SeeNetwork)$/, /^\*$/, noResource),
  exception(
    /^(build|tests)$/,
    /^(Join|Leave)Network$/,
    /^arn:aws:ec2:[^*?]+:network-interface\/\*$/,
    cardToCome,
  ),
  exception(
    /^(build|tests)$/,
    /^LendInterfaceToCodeBuild$/,
    /^arn:aws:ec2:[^*?]+:network-interface\/\*$/,
    cardToCome,
  ),
];
