import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ownS3 } from "../state/index.js";

/** The services that an installation lives in. */
export interface AwsClients {
  readonly documents: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly codeBuild: CodeBuildClient;
  readonly eventBridge: EventBridgeClient;
}

/** Where the services are called: an installation's region, whatever the profile or the environment prefer. */
export type AwsConfig = Pick<DynamoDBClientConfig, "region" | "endpoint" | "credentials">;

/** @param account The central account, 12 digits: the owner of its buckets. Default: that of the credentials. */
export function awsClients(config: AwsConfig, account?: string): AwsClients {
  return {
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    s3: ownS3(config, account),
    codeBuild: new CodeBuildClient(config),
    eventBridge: new EventBridgeClient(config),
  };
}
