import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { S3Backend, type TerraformStack } from "cdktf";
import { terraformBlock } from "../../../compiler/stack/terraform-block.js";
import type { ControlPlaneProps } from "./props.js";

/** Provider and backend: the stack's own state lies in the bucket that it keeps. */
export function addFoundation(stack: TerraformStack, { site, settings }: ControlPlaneProps): void {
  const { region, state, tags, namePrefix } = settings;
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: [site.account],
    defaultTags: [{ tags: { ...tags, "stagewright:installation": namePrefix } }],
  });
  new S3Backend(stack, {
    bucket: state.bucket,
    key: site.names.stateKey,
    region,
    encrypt: true,
    ...(state.kmsKeyArn && { kmsKeyId: state.kmsKeyArn }),
    ...(site.hasLockTable && { dynamodbTable: state.lockTable }),
  });
  stack.addOverride("terraform", terraformBlock(settings));
}
