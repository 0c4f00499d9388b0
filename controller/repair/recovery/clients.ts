import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { ownS3 } from "../../state/index.js";

/** The services that pipelines have resources in. */
export interface Clients {
  readonly s3: S3Client;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly sns: SNSClient;
  readonly sts: STSClient;
  readonly logs: CloudWatchLogsClient;
  readonly events: EventBridgeClient;
  readonly codeBuild: CodeBuildClient;
  readonly codePipeline: CodePipelineClient;
}

/**
 * Clients of the central account, all with the same configuration.
 *
 * @param account The central account, 12 digits: the owner of its buckets. Default: that of the credentials.
 */
export function clientsOf(
  config: Pick<S3ClientConfig, "region" | "endpoint" | "credentials">,
  account?: string,
): Clients {
  return {
    s3: ownS3(config, account),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
    logs: new CloudWatchLogsClient(config),
    events: new EventBridgeClient(config),
    codeBuild: new CodeBuildClient(config),
    codePipeline: new CodePipelineClient(config),
  };
}

/** Whose credentials these are. */
export async function callerOf({
  sts,
}: Pick<Clients, "sts">): Promise<{ account: string; partition: string }> {
  const { Account: account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, partition: Arn.split(":")[1] ?? "" };
}

/** What a call answers; undefined where one of these errors says that the thing is not there. */
export async function unlessAbsent<T>(
  call: Promise<T>,
  ...absent: readonly string[]
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw error;
  }
}
