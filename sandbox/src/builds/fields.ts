import { BuildFailure } from "./phases.js";

/** Readers of a buildspec's YAML values. What they refuse is a `YAML_FILE_ERROR`, worded with the path of the value. */
export type Mapping = Readonly<Record<string, unknown>>;

export function yamlError(message: string): BuildFailure {
  return new BuildFailure("YAML_FILE_ERROR", message);
}

export function mapping(value: unknown, path: string): Mapping {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw yamlError(`Expected ${path} to be a mapping, found ${describe(value)}`);
  }
  return value as Mapping;
}

export function knownKeys(value: Mapping, path: string, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  throw yamlError(`Unknown key ${unknown.join(", ")} in ${path}; allowed: ${known.join(", ")}`);
}

export function scalar(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw yamlError(`Expected ${path} to be of string type: found ${describe(value)} instead`);
}

export function optionalScalar(value: unknown, path: string): string | undefined {
  return value === undefined || value === null ? undefined : scalar(value, path);
}

export function scalars(value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [scalar(value, path)];
  return value.map((item, index) => scalar(item, `${path}[${index}]`));
}

export function scalarMap(value: unknown, path: string): Record<string, string> {
  const entries = Object.entries(mapping(value, path));
  return Object.fromEntries(entries.map(([key, item]) => [key, scalar(item, `${path}.${key}`)]));
}

/** YAML 1.1's words for a boolean, which CodeBuild's own examples use. */
export function yesOrNo(value: unknown, path: string): boolean {
  const text = optionalScalar(value, path)?.toLowerCase() ?? "no";
  if (["yes", "true", "on"].includes(text)) return true;
  if (["no", "false", "off"].includes(text)) return false;
  throw yamlError(`Expected ${path} to be yes or no, found ${text}`);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a sequence";
  if (value === null || value === undefined) return "nothing";
  return typeof value === "object" ? "subkeys" : typeof value;
}
