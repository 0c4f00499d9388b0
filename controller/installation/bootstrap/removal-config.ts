import type { Settings } from "../../../compiler/index.js";
import { stateStoreAddresses } from "../control-plane/index.js";
import { controlPlaneNames } from "../names.js";

/**
 * A configuration with nothing in it: Terraform destroys all that its state knows, but lets go of what the state
 * itself lies in. https://developer.hashicorp.com/terraform/language/block/removed
 */
export function removalConfig(settings: Settings): object {
  const { region, state, centralAccount, provider } = settings;
  const hasLockTable = state.lock !== "s3";
  const s3 = {
    bucket: state.bucket,
    key: controlPlaneNames(settings).stateKey,
    region,
    encrypt: true,
    ...(state.kmsKeyArn && { kms_key_id: state.kmsKeyArn }),
    ...(hasLockTable && { dynamodb_table: state.lockTable }),
    ...(state.lock !== "dynamodb" && { use_lockfile: true }),
  };
  return {
    terraform: {
      backend: { s3 },
      required_providers: { aws: { source: "hashicorp/aws", version: provider.version } },
    },
    provider: { aws: { region, ...(centralAccount && { allowed_account_ids: [centralAccount] }) } },
    removed: stateStoreAddresses(hasLockTable).map((from) => ({ from, lifecycle: { destroy: false } })),
  };
}
