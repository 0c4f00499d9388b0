import { type Schema, schemaAt } from "../../compiler/diagnostics/index.js";
import { code, defaultOf, descriptionOf, exampleOf, limitOf, typeOf } from "./cells.js";

/** One object of a schema: a heading and a table of its keys. */
export interface Section {
  readonly title: string;
  /** JSON pointer of a value; `*` stands for any name in a map. */
  readonly path: string;
  /** First part of the anchors of its keys. */
  readonly anchor: string;
  readonly text?: string;
}

const header = ["key", "value", "default", "what it is"];

export function sectionOf(root: Schema, section: Section): string {
  const schema = schemaAt(root, section.path);
  if (schema === undefined) throw new Error(`The schema has nothing at ${section.path}.`);
  const rows = keysOf(schema).map((key) => rowOf(key, schema, root, section));
  return [`### ${section.title}`, "", section.text ?? descriptionOf(schema), "", ...table(rows)].join("\n");
}

export function keysOf({ properties }: Schema): string[] {
  return Object.keys((properties ?? {}) as Schema);
}

export function anchorOf({ anchor }: Section, key: string): string {
  return `${anchor}-${key}`.toLowerCase();
}

function rowOf(key: string, parent: Schema, root: Schema, section: Section): string[] {
  const schema = withResolvedEntries(
    schemaAt(root, `${section.path}/${key}`) ?? {},
    root,
    `${section.path}/${key}`,
  );
  const isRequired = Array.isArray(parent.required) && parent.required.includes(key);
  const example = exampleOf(key, schema);
  return [
    `<a id="${anchorOf(section, key)}"></a>${code(key)}`,
    [typeOf(schema), limitOf(schema)].filter(Boolean).join(": "),
    isRequired ? "**required**" : defaultOf(schema),
    descriptionOf(schema) + (example && `<br>${example}`),
  ];
}

/** With what a list's entries and a map's names and values are, not only a reference to it. */
function withResolvedEntries(schema: Schema, root: Schema, path: string): Schema {
  const items = schemaAt(root, `${path}/0`);
  return {
    ...schema,
    ...(schema.items !== undefined && { items }),
    ...(schema.propertyNames !== undefined && { propertyNames: resolvedNames(root, schema.propertyNames) }),
  };
}

/** The schema of a map's names, seen as the schema of a value. */
function resolvedNames(root: Schema, names: unknown): Schema | undefined {
  return schemaAt({ ...root, properties: { names } }, "/names");
}

/** Every column as wide as its widest cell, as formatters of Markdown have it. */
function table(rows: readonly string[][]): string[] {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill: string) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  const lines = cells.map((row) => line(row, " "));
  return [...lines.slice(0, 1), line(Array(header.length).fill(""), "-"), ...lines.slice(1)];
}
