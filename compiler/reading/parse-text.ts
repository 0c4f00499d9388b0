import { parseJson } from "./parse-json.js";
import { parseYaml } from "./parse-yaml.js";
import type { Format, Parsed } from "./parsed.js";

export function parseText(text: string, format: Format): Parsed {
  return format === "json" ? parseJson(text) : parseYaml(text);
}
