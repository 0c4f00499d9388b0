import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import type { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ownS3 } from "../../state/index.js";

/** The services that are called without Terraform. */
export interface BootstrapClients {
  readonly dynamodb: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

export function bootstrapClients(region: string): BootstrapClients {
  const dynamodb = new DynamoDBClient({ region });
  return {
    dynamodb,
    documents: DynamoDBDocumentClient.from(dynamodb),
    iam: new IAMClient({ region }),
    s3: ownS3({ region }),
    ssm: new SSMClient({ region }),
    sts: new STSClient({ region }),
  };
}
