import { NumberValue } from "@aws-sdk/lib-dynamodb";
import type { PipelineKey } from "../../../controller/records/index.js";
import type { InstallationOptions } from "../../shared/installation.js";
import { requireItem, withConnection } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";

/** Prints an item of the table as plain JSON: DynamoDB's sets as lists, binaries as base64, numbers too long as text. */
export function get(key: PipelineKey, options: InstallationOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async ({ table }) => {
    out.data(plainJson(await requireItem(key, table, out)));
  });
}

function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner) => plain(inner)));
}

function plain(value: unknown): unknown {
  if (value instanceof Set) return [...value];
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return value instanceof NumberValue ? String(value) : value;
}
