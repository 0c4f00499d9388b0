import type { Settings } from "../settings/index.js";
import type { TerraformJson } from "./plain-terraform.js";

/** `use_lockfile` came with this version of Terraform, and of OpenTofu. */
const terraformVersion = ">= 1.10";

/**
 * What the bindings cannot say of the `terraform` block: the installation's range of provider versions instead
 * of the bindings' own, Terraform's version, and the S3 backend's lock file, which is younger than the bindings.
 */
export function terraformBlock({ provider, state }: Settings): TerraformJson {
  return {
    required_version: terraformVersion,
    required_providers: { aws: { source: "hashicorp/aws", version: provider.version } },
    ...(state.lock !== "dynamodb" && { backend: { s3: { use_lockfile: true } } }),
  };
}
