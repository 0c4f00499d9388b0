import { S3Backend, type TerraformStack } from "cdktf";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";

/** The state of each pipeline has a key of its own, `pipelines/<id>/terraform.tfstate`, and so has its lock. */
export function addBackend(stack: TerraformStack, { id }: Pipeline, { region, state }: Settings): void {
  new S3Backend(stack, {
    bucket: state.bucket,
    key: `pipelines/${id}/terraform.tfstate`,
    region,
    encrypt: true,
    ...(state.kmsKeyArn && { kmsKeyId: state.kmsKeyArn }),
    ...(state.lock !== "s3" && { dynamodbTable: state.lockTable }),
  });
}
