import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Diagnostic } from "../../compiler/diagnostics/index.js";
import type { NamedValue } from "../../compiler/reading/index.js";
import { configTable, type FoundItem, forCompiler } from "../../controller/records/index.js";

/** All items of a table, read consistently, or why they cannot be read. */
export async function tableItems(
  table: string,
  region: string,
): Promise<{ values: NamedValue[]; diagnostics: Diagnostic[] }> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
  const values: NamedValue[] = [];
  const diagnostics: Diagnostic[] = [];
  try {
    for await (const found of configTable(client, table).scanItems())
      if ("item" in found) values.push({ name: nameIn(table, found.key), value: forCompiler(found.item) });
      else diagnostics.push(unreadableItem(table, found));
    return { values, diagnostics };
  } catch (error) {
    return { values: [], diagnostics: [unreadableTable(table, region, error)] };
  } finally {
    client.destroy();
  }
}

/** What diagnostics call an item of a table. */
export function nameIn(table: string, { repository, branch }: FoundItem["key"]): string {
  return `${table}: ${repository} (${branch})`;
}

/** Why an item of a table cannot be used. */
export function unreadableItem(
  table: string,
  { key, problem }: Extract<FoundItem, { problem: string }>,
): Diagnostic {
  return {
    file: nameIn(table, key),
    path: "",
    code: "input.item",
    message: `This item cannot be read. ${problem}`,
    hint: "Put the item again without that value, or upgrade stagewright.",
  };
}

/** Why a table cannot be read. */
export function unreadableTable(table: string, region: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    file: table,
    path: "",
    code: "input.table",
    message: `Cannot read the table in ${region}: ${reason}`,
    hint: "Check its name, the region in the settings, and the credentials (aws sts get-caller-identity).",
  };
}
