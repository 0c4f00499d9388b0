import { diffArrays } from "diff";
import { Document, isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument } from "yaml";
import { pointer } from "../diagnostics/index.js";
import type { ItemLine } from "./preview.js";

/** A value as lines of YAML, each with the JSON pointer of what stands there. */
export function itemLines(value: unknown): ItemLine[] {
  const text = new Document(value, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }).trimEnd();
  const counter = new LineCounter();
  const places = new Map<number, string>();
  // The deepest value of a line is its last: that of `key: value`, and the first entry's of `- - a`.
  visit(parseDocument(text, { lineCounter: counter }).contents, "", (offset, path) =>
    places.set(counter.linePos(offset).line, path),
  );
  let path = "";
  return text.split("\n").map((line, index) => {
    path = places.get(index + 1) ?? path;
    return { text: line, path };
  });
}

type Found = (offset: number, path: string) => void;

function visit(node: unknown, path: string, found: Found): void {
  if (isMap(node)) for (const pair of node.items) visitPair(pair, path, found);
  if (!isSeq(node)) return;
  for (const [index, entry] of node.items.entries())
    visitStarting(entry, entry, path + pointer(index), found);
}

function visitPair({ key, value }: Pair, path: string, found: Found): void {
  visitStarting(key, value, path + pointer(String(isScalar(key) ? key.value : key)), found);
}

/** `start` is what a line begins with: the key, or the entry itself. */
function visitStarting(start: unknown, value: unknown, path: string, found: Found): void {
  if (isNode(start) && start.range) found(start.range[0], path);
  visit(value, path, found);
}

/** The lines of the later item, with those of the earlier one that went where they stood. */
export function comparedLines(before: readonly ItemLine[], after: readonly ItemLine[]): ItemLine[] {
  const parts = diffArrays([...before], [...after], { comparator: isSameLine });
  return parts.flatMap(({ value, added, removed }) => {
    if (added) return value.map((line) => ({ ...line, change: "added" as const }));
    return removed ? value.map((line) => ({ ...line, change: "removed" as const })) : value;
  });
}

/** The entry of a list is the same wherever it stands in it. */
function isSameLine(one: ItemLine, other: ItemLine): boolean {
  const place = ({ path }: ItemLine) => path.replace(/\/\d+$/, "");
  return one.text === other.text && place(one) === place(other);
}
