import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { isNode, LineCounter, parseAllDocuments } from "yaml";
import { segmentsOf } from "../diagnostics/index.js";
import type { Format } from "./parse-text.js";

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line and column of a place in a text, or of the nearest place above it. For diagnostics only: parses anew. */
export function positionOf(text: string, format: Format, path: string, document = 0): Position | undefined {
  const find = format === "json" ? jsonOffsets(text) : yamlOffsets(text, document);
  const segments = segmentsOf(path);
  for (let length = segments.length; length >= 0; length--) {
    const offset = find(segments.slice(0, length));
    if (offset !== undefined) return linePosition(text, offset);
  }
  return undefined;
}

type Find = (segments: readonly string[]) => number | undefined;

function jsonOffsets(text: string): Find {
  const tree = parseTree(text);
  return (segments) => {
    if (!tree) return undefined;
    const variants = segments.map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
    const node = findNodeAtLocation(tree, [...segments]) ?? findNodeAtLocation(tree, variants);
    const property = node?.parent?.type === "property" ? node.parent : node;
    return property?.offset;
  };
}

function yamlOffsets(text: string, document: number): Find {
  const parsed = parseAllDocuments(text, { lineCounter: new LineCounter() });
  const root = Array.isArray(parsed) ? parsed[document] : undefined;
  return (segments) => {
    const node: unknown = segments.length === 0 ? root?.contents : root?.getIn(segments, true);
    return isNode(node) ? node.range?.[0] : undefined;
  };
}

function linePosition(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}
