import type { Settings } from "../settings/index.js";
import type { Json } from "./plain-terraform.js";

/** `use_lockfile` came with this version of Terraform, and of OpenTofu. */
const terraformVersion = ">= 1.10";

/**
 * What the bindings cannot say: the installation's range of provider versions instead of the bindings' own,
 * Terraform's version, and the S3 backend's lock file, which is younger than the bindings.
 */
export function withRequirements(terraformJson: unknown, { provider, state }: Settings): Json {
  const json = terraformJson as Json;
  const terraform = json.terraform as { backend: { s3: Json }; required_providers: Json };
  const { s3 } = terraform.backend;
  return {
    ...json,
    terraform: {
      backend: { s3: state.lock === "dynamodb" ? s3 : { ...s3, use_lockfile: true } },
      required_version: terraformVersion,
      required_providers: {
        ...terraform.required_providers,
        aws: { source: "hashicorp/aws", version: provider.version },
      },
    },
  };
}
