import { NumberValue } from "@aws-sdk/lib-dynamodb";
import type { PipelineKey } from "../../../controller/records/index.js";
import type { InstallationOptions } from "../../shared/installation.js";
import { originInWords } from "../../shared/origin-in-words.js";
import { requireRow, withConnection } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";

/** Prints an item of the table as plain JSON: DynamoDB's sets as lists, binaries as base64, numbers too long as text. Where it came from is said. */
export function get(key: PipelineKey, options: InstallationOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async ({ table }) => {
    const { item, origin } = await requireRow(key, table, out);
    out.data(plainJson(item));
    if (origin) out.say(out.colors.dim(`From ${originInWords(origin)}.`));
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
