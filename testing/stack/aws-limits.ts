import type { Kind } from "./names-in.js";

/**
 * What each name may be, from the pages of the services and not from the compiler: the API references of
 * CodePipeline (StageDeclaration, ActionDeclaration, OutputArtifact), CodeBuild (CreateProject, and "Quotas"),
 * IAM (CreateRole, PutRolePolicy), SNS (CreateTopic), KMS (CreateAlias), CloudWatch Logs (CreateLogGroup),
 * EventBridge (PutRule), CloudFormation (CreateStack, CreateChangeSet); the S3 user guide ("Bucket naming
 * rules", "Naming Amazon S3 objects"); Terraform ("Syntax", identifiers).
 */
export const awsLimits: Readonly<Record<Kind, RegExp>> = {
  action: /^[A-Za-z0-9.@_-]{1,100}$/,
  alias: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/,
  artifact: /^[a-zA-Z0-9_-]{1,100}$/,
  bucket:
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  "change set": /^[a-zA-Z][a-zA-Z0-9-]{0,127}$/,
  "event rule": /^[.A-Za-z0-9_-]{1,64}$/,
  // Windows takes 255 characters, reserves some names without a hyphen, and no case is told apart.
  folder: /^[a-z0-9-]{1,255}$/,
  identifier: /^[A-Za-z_][A-Za-z0-9_-]*$/,
  "log group": /^[.A-Za-z0-9_/#-]{1,512}$/,
  pipeline: /^[A-Za-z0-9.@_-]{1,100}$/,
  policy: /^[\w+=,.@-]{1,128}$/,
  project: /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/,
  role: /^[\w+=,.@-]{1,64}$/,
  stack: /^[a-zA-Z][a-zA-Z0-9-]{0,127}$/,
  stage: /^[A-Za-z0-9.@_-]{1,100}$/,
  "state key": /^[A-Za-z0-9!_.*'()/-]{1,1024}$/,
  topic: /^[A-Za-z0-9_-]{1,256}$/,
};

/** Characters of one value in an action's configuration (CodePipeline user guide, "Quotas"). */
export const configurationValueLimit = 1000;
