import { type Node, parseTree } from "jsonc-parser";
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from "yaml";
import { segmentsOf } from "../diagnostics/index.js";
import { linePositions, type Position } from "./line-position.js";
import type { Format } from "./parsed.js";

export type { Position } from "./line-position.js";

/** Line and column of a place (its key, if it has one), or of the nearest place above it. */
export type Positions = (path: string, document?: number) => Position | undefined;

/** For diagnostics only: parses the text anew, once, when the first position is asked for. */
export function positionsIn(text: string, format: Format): Positions {
  let look: { find: Find; position: (offset: number) => Position } | undefined;
  return (path, document = 0) => {
    look ??= {
      find: format === "json" ? jsonOffsets(text) : yamlOffsets(text),
      position: linePositions(text),
    };
    const segments = segmentsOf(path);
    for (let length = segments.length; length >= 0; length--) {
      const offset = look.find(segments.slice(0, length), document);
      if (offset !== undefined) return look.position(offset);
    }
    return undefined;
  };
}

type Find = (segments: readonly string[], document: number) => number | undefined;

interface Place<T> {
  readonly node: T;
  readonly offset: number | undefined;
}

function jsonOffsets(text: string): Find {
  const root = parseTree(text);
  return (segments) => {
    let place: Place<Node> | undefined = root && { node: root, offset: root.offset };
    for (const segment of segments) place = place && inJson(place.node, segment);
    return place?.offset;
  };
}

function inJson({ type, children = [] }: Node, segment: string): Place<Node> | undefined {
  if (type === "array") {
    const entry = children[Number(segment)];
    return entry && { node: entry, offset: entry.offset };
  }
  const property = children.find(({ children: [key] = [] }) => key?.value === segment);
  const value = property?.children?.[1];
  return value && { node: value, offset: property.offset };
}

function yamlOffsets(text: string): Find {
  const documents = [...parseAllDocuments(text, { logLevel: "error" })];
  return (segments, index) => {
    const document = documents[index];
    if (!document) return undefined;
    let place: Place<unknown> | undefined = { node: document.contents, offset: startOf(document.contents) };
    for (const segment of segments) place = place && inYaml(place.node, segment, document);
    return place?.offset;
  };
}

function inYaml(node: unknown, segment: string, document: Document): Place<unknown> | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const entry = target.items[Number(segment)];
    return { node: entry, offset: startOf(entry) };
  }
  if (!isMap(target)) return undefined;
  const pair = target.items.find(({ key }) => String(isScalar(key) ? key.value : key) === segment);
  return pair && { node: pair.value, offset: startOf(pair.key) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
