import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Diagnostic } from "../../compiler/diagnostics/index.js";
import type { NamedValue } from "../../compiler/reading/index.js";
import { configTable, forCompiler, type TableItem } from "../../controller/records/index.js";

/** All items of a table, read consistently, or why they cannot be read. */
export async function tableItems(
  table: string,
  region: string,
): Promise<{ values: NamedValue[]; diagnostics: Diagnostic[] }> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
  const values: NamedValue[] = [];
  try {
    for await (const item of configTable(client, table).scanItems()) values.push(named(item, table));
    return { values, diagnostics: [] };
  } catch (error) {
    return { values: [], diagnostics: [unreadable(table, region, error)] };
  } finally {
    client.destroy();
  }
}

function named(item: TableItem, table: string): NamedValue {
  return { name: `${table}: ${item.RepoName} (${item.RepoTag})`, value: forCompiler(item) };
}

/** Why a table cannot be read. */
export function unreadable(table: string, region: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    file: table,
    path: "",
    code: "input.table",
    message: `Cannot read the table in ${region}: ${reason}`,
    hint: "Check its name, the region in the settings, and the credentials (aws sts get-caller-identity).",
  };
}
