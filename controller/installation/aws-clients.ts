import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The services that an installation lives in. */
export interface AwsClients {
  readonly documents: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly codeBuild: CodeBuildClient;
  readonly eventBridge: EventBridgeClient;
}

/** Where the services are called: an installation's region, whatever the profile or the environment prefer. */
export type AwsConfig = Pick<DynamoDBClientConfig, "region" | "endpoint" | "credentials">;

export function awsClients(config: AwsConfig): AwsClients {
  return {
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    s3: new S3Client(config),
    codeBuild: new CodeBuildClient(config),
    eventBridge: new EventBridgeClient(config),
  };
}
