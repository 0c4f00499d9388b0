import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
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

/** In the installation's region, whatever the profile or the environment prefer. */
export function awsClients(region: string): AwsClients {
  return {
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({ region })),
    s3: new S3Client({ region }),
    codeBuild: new CodeBuildClient({ region }),
    eventBridge: new EventBridgeClient({ region }),
  };
}
