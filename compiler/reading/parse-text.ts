import { parseJsonLines } from "./json-lines.js";
import { parseJson } from "./parse-json.js";
import { parseYaml } from "./parse-yaml.js";
import type { Format, Parsed } from "./parsed.js";

const parsers: Readonly<Record<Format, (text: string) => Parsed>> = {
  json: parseJson,
  jsonl: parseJsonLines,
  yaml: parseYaml,
};

export function parseText(text: string, format: Format): Parsed {
  return parsers[format](text);
}
