import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { isMap, isNode, isScalar, isSeq, type Pair } from "yaml";
import { segmentsOf } from "../diagnostics/index.js";
import { jsonLines } from "./json-lines.js";
import { linePositions, type Position } from "./line-position.js";
import { documentsIn } from "./parse-yaml.js";
import type { Format } from "./parsed.js";
import { resolveAliases } from "./yaml-aliases.js";

export type { Position } from "./line-position.js";

/** Line and column of a place (its key, if it has one), or of the nearest place above it. */
export type Positions = (path: string, document?: number) => Position | undefined;

/** For diagnostics only: parses the text anew, once, when the first position is asked for. */
export function positionsIn(text: string, format: Format): Positions {
  let look: { find: Find; position: (offset: number) => Position } | undefined;
  return (path, document = 0) => {
    look ??= { find: finders[format](text), position: linePositions(text) };
    const segments = segmentsOf(path);
    for (let length = segments.length; length >= 0; length--) {
      const offset = look.find(segments.slice(0, length), document);
      if (offset !== undefined) return look.position(offset);
    }
    return undefined;
  };
}

type Find = (segments: readonly string[], document: number) => number | undefined;

const finders: Readonly<Record<Format, (text: string) => Find>> = {
  json: jsonOffsets,
  jsonl: lineOffsets,
  yaml: yamlOffsets,
};

function jsonOffsets(text: string): Find {
  const root = parseTree(text);
  return (segments) => {
    let node = root;
    for (const segment of segments)
      node = node && findNodeAtLocation(node, [node.type === "array" ? Number(segment) : segment]);
    return node?.parent?.type === "property" ? node.parent.offset : node?.offset;
  };
}

function lineOffsets(text: string): Find {
  const lines = jsonLines(text);
  return (segments, index) => {
    const line = lines[index];
    const offset = line && jsonOffsets(line.text)(segments, 0);
    return line && offset !== undefined ? line.offset + offset : undefined;
  };
}

interface Place {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function yamlOffsets(text: string): Find {
  const { documents } = documentsIn(text);
  for (const document of documents) resolveAliases(document);
  return (segments, index) => {
    const contents = documents[index]?.contents;
    let place: Place | undefined = { node: contents, offset: startOf(contents) };
    for (const segment of segments) place = place && inYaml(place.node, segment);
    return place?.offset;
  };
}

function inYaml(node: unknown, segment: string): Place | undefined {
  if (isSeq(node)) {
    const entry = node.items[Number(segment)];
    return { node: entry, offset: startOf(entry) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === segment);
  if (pair) return { node: pair.value, offset: startOf(pair.key) };
  return inMerged(node.items, segment);
}

/** What a merge key brings in stands where it was written first. */
function inMerged(pairs: readonly Pair[], segment: string): Place | undefined {
  for (const { key, value } of pairs) {
    if (!isScalar(key) || typeof key.value !== "symbol") continue;
    for (const source of isSeq(value) ? value.items : [value]) {
      const place = isMap(source) ? inYaml(source, segment) : undefined;
      if (place) return place;
    }
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
