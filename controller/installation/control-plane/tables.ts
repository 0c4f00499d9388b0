import { DynamodbTable, type DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table/index.js";
import type { TerraformStack } from "cdktf";
import type { ControlPlaneProps } from "./props.js";

/** The config table with its stream, and the ledger: the same keys, kept for 35 days back, encrypted. */
export function addTables(stack: TerraformStack, { site, protect }: ControlPlaneProps): void {
  const common = { ...table, deletionProtectionEnabled: protect };
  new DynamodbTable(stack, "config-table", {
    ...common,
    name: site.names.table,
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
  }).overrideLogicalId("config");
  new DynamodbTable(stack, "ledger-table", { ...common, name: site.names.ledger }).overrideLogicalId(
    "ledger",
  );
}

/** Encryption with the account's own key of DynamoDB, whose use is recorded, in place of one that AWS owns. */
const table: Omit<DynamodbTableConfig, "name"> = {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "RepoName",
  rangeKey: "RepoTag",
  attribute: [
    { name: "RepoName", type: "S" },
    { name: "RepoTag", type: "S" },
  ],
  pointInTimeRecovery: { enabled: true },
  serverSideEncryption: { enabled: true },
};
