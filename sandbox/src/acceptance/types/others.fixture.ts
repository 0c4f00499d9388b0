import type { ResourceType } from "../resource-type.fixture.js";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const kmsKey: ResourceType = {
  type: "aws_kms_key",
  fewest: () => ({}),
  all: () => ({
    description: 'R&D <x> "q"',
    enable_key_rotation: true,
    deletion_window_in_days: 7,
    tags: { team: "R+D" },
  }),
  changes: () => ({
    description: "other",
    enable_key_rotation: false,
    deletion_window_in_days: 8,
    tags: { team: "b", more: "" },
  }),
  // It is told AWS when the key is deleted, and stays in the state until then.
  stays: ["description", "deletion_window_in_days"],
  notImported: ["deletion_window_in_days", "bypass_policy_lockout_safety_check"],
  filledIn: { key_usage: "ENCRYPT_DECRYPT", customer_master_key_spec: "SYMMETRIC_DEFAULT", is_enabled: true },
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const kmsAlias: ResourceType = {
  type: "aws_kms_alias",
  fewest: ({ name, key }) => ({ name: `alias/${name}`, target_key_id: key }),
  all: ({ name, otherKey }) => ({ name: `alias/${name}`, target_key_id: otherKey }),
  changes: ({ name }) => ({ name: `alias/${name}-b` }),
  // By its id.
  notAnswered: ["target_key_id"],
  replacing: ["name"],
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const logGroup: ResourceType = {
  type: "aws_cloudwatch_log_group",
  fewest: ({ name }) => ({ name }),
  all: ({ name, key }) => ({ name, retention_in_days: 7, kms_key_id: key, tags: { team: "R+D" } }),
  changes: ({ name, otherKey }) => ({
    name: `${name}-b`,
    retention_in_days: 14,
    kms_key_id: otherKey,
    tags: { team: "b", more: "" },
  }),
  replacing: ["name"],
  notImported: ["skip_destroy"],
  filledIn: { retention_in_days: 0, log_group_class: "STANDARD" },
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const ssmParameter: ResourceType = {
  type: "aws_ssm_parameter",
  fewest: ({ name }) => ({ name: `/acceptance/${name}`, type: "String", value: "a" }),
  all: ({ name }) => ({
    ...{
      name: `/acceptance/${name}`,
      type: "String",
      value: "R&D <x>",
      description: "R&D <x>",
      tier: "Standard",
    },
    ...{ allowed_pattern: ".*", data_type: "text", tags: { team: "R+D" } },
  }),
  changes: ({ name }) => ({
    ...{ name: `/acceptance/${name}-b`, value: "b", description: "other", tags: { team: "b", more: "" } },
  }),
  replacing: ["name"],
  stays: ["allowed_pattern", "data_type", "tier"],
  notImported: ["overwrite", "has_value_wo", "value_wo_version"],
  filledIn: { tier: "Standard", data_type: "text", version: 1 },
};
