import { ofService } from "../../../iam/index.js";

/**
 * What gives content away and is no part of refreshing what Terraform makes. Objects, rows, parameters, secrets and keys are
 * among it, since an installation lists those that plans may read. It was compared with AWS's `ReadOnlyAccess` (AWS managed
 * policy reference); what a refresh needs and holds content too, `docs/terraform.md` says.
 */
export const contentReads: readonly string[] = [
  ...stored(),
  ...queried(),
  ...streamed(),
  ...logged(),
  ...packaged(),
  ...ofService("codepipeline", ["GetJobDetails", "GetThirdPartyJobDetails"]),
];

function stored(): string[] {
  const objects = ["GetObject", "GetObjectVersion"];
  return [
    ...ofService("s3", [...objects, "GetObjectTorrent", "GetObjectVersionTorrent"]),
    ...ofService("s3", ["GetObjectVersionForReplication"]),
    ...ofService("s3-object-lambda", objects),
    ...ofService("mediastore", ["GetObject"]),
    ...ofService("glacier", ["GetJobOutput"]),
    ...ofService("ssm", ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"]),
    ...ofService("secretsmanager", ["BatchGetSecretValue", "GetSecretValue"]),
    ...ofService("kms", ["Decrypt"]),
  ];
}

function queried(): string[] {
  const rows = ["BatchGetItem", "GetItem", "Query", "Scan"];
  return [
    ...ofService("dynamodb", [...rows, "GetRecords", "PartiQLSelect"]),
    ...ofService("dax", rows),
    ...ofService("s3tables", ["GetTableData"]),
    ...ofService("s3vectors", ["GetVectors", "ListVectors", "QueryVectors"]),
    ...ofService("sdb", ["Select"]),
    ...ofService("athena", ["GetQueryResults", "GetQueryResultsStream"]),
    ...ofService("es", ["ESHttpGet"]),
    ...ofService("kendra", ["Query"]),
    ...ofService("cognito-sync", ["ListRecords", "QueryRecords"]),
    ...ofService("iotanalytics", ["GetDatasetContent"]),
    ...ofService("healthlake", ["ReadResource", "SearchWithGet", "SearchWithPost"]),
    ...ofService("omics", ["GetReadSet", "GetReference"]),
    ...ofService("connect", ["GetContactAttributes"]),
    ...ofService("bedrock-agentcore", ["GetEvent", "GetMemoryRecord", "RetrieveMemoryRecords"]),
  ];
}

function streamed(): string[] {
  const video = ["GetClip", "GetDASHStreamingSessionURL", "GetHLSStreamingSessionURL", "GetImages"];
  return [
    ...ofService("kinesis", ["GetRecords"]),
    ...ofService("kinesisvideo", [...video, "GetMedia", "GetMediaForFragmentList"]),
    ...ofService("sqs", ["ReceiveMessage"]),
    ...ofService("iot", ["GetThingShadow"]),
  ];
}

/** What was said or passed on while something ran. */
function logged(): string[] {
  const events = ["FilterLogEvents", "GetLogEvents", "GetLogObject", "GetLogRecord"];
  return [
    ...ofService("logs", [...events, "GetQueryResults", "StartLiveTail", "StartQuery"]),
    ...ofService("rds", ["DownloadCompleteDBLogFile", "DownloadDBLogFilePortion"]),
    ...ofService("ec2", ["GetConsoleOutput", "GetConsoleScreenshot"]),
    ...ofService("elasticbeanstalk", ["RetrieveEnvironmentInfo"]),
    ...ofService("ssm", ["GetCommandInvocation", "ListCommandInvocations"]),
    ...ofService("states", ["DescribeExecution", "GetExecutionHistory"]),
    ...ofService("swf", ["GetWorkflowExecutionHistory"]),
  ];
}

/** Code, and what is made of it. */
function packaged(): string[] {
  return [
    ...ofService("codecommit", ["GetBlob", "GetFile", "GitPull"]),
    ...ofService("codeartifact", ["GetPackageVersionAsset", "ReadFromRepository"]),
    ...ofService("ecr", ["BatchGetImage", "GetDownloadUrlForLayer"]),
  ];
}
