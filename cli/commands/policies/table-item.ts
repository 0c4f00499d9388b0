import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { compileReading } from "../../../compiler/compile.js";
import type { Diagnostic } from "../../../compiler/diagnostics/index.js";
import { readSettings, readValues } from "../../../compiler/reading/index.js";
import { configTable, forCompiler, type TableItem } from "../../../controller/records/index.js";
import type { InputOptions, ReadInputs } from "../../shared/inputs.js";
import { nameIn, unreadableTable } from "../../shared/table-items.js";

interface Key {
  readonly repository: string;
  readonly branch: string;
}

/** The pipeline of one item of the installation's table, or every problem with the settings, the table or the item. */
export async function readTableItem(key: Key, { config }: InputOptions): Promise<ReadInputs> {
  const read = readSettings({ config, environment: process.env, folder: process.cwd() });
  if (!read.ok) return { diagnostics: read.diagnostics };
  const { settings } = read.value;
  const { table, region } = settings;
  try {
    const item = await itemOf(key, table, region);
    if (!item) return { diagnostics: [noItem(key, table)] };
    const values = [{ name: nameIn(table, key), value: forCompiler(item) }];
    return { read: read.value, ...compileReading(readValues(values, settings), settings) };
  } catch (error) {
    return { diagnostics: [unreadableTable(table, region, error)] };
  }
}

async function itemOf(key: Key, table: string, region: string): Promise<TableItem | undefined> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
  try {
    return await configTable(client, table).readItem(key);
  } finally {
    client.destroy();
  }
}

function noItem({ repository, branch }: Key, table: string): Diagnostic {
  return {
    file: table,
    path: "",
    code: "input.no-item",
    message: `The table holds no item for ${repository} (${branch}), and there are no files of these names.`,
    hint: "Name files, or an item's RepoName and RepoTag as the table has them.",
  };
}
