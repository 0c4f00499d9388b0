import { S3Backend, type TerraformStack } from "cdktf";
import type { Settings } from "../settings/index.js";

/** Every stack has a state of its own in the installation's bucket, at this key, and so its lock. */
export function addBackend(stack: TerraformStack, key: string, { region, state }: Settings): void {
  new S3Backend(stack, {
    bucket: state.bucket,
    key,
    region,
    encrypt: true,
    ...(state.kmsKeyArn && { kmsKeyId: state.kmsKeyArn }),
    ...(state.lock !== "s3" && { dynamodbTable: state.lockTable }),
  });
}
