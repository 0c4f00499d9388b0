import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import type { Settings } from "../../compiler/settings/index.js";
import { ensureStateStore } from "../../controller/installation/bootstrap/index.js";

/** How to reach an account that has nothing in it yet. */
export interface AccountAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The bucket and the table that Terraform's backend needs, as `bootstrap` makes them. */
export function makeStateStore(reach: AccountAccess, settings: Settings): Promise<void> {
  return ensureStateStore(settings, { s3: new S3Client(reach), dynamodb: new DynamoDBClient(reach) });
}
