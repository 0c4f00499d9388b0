import { type Document, isAlias, isCollection, isNode, isPair, type Node } from "yaml";

/** So many values may the aliases of a document stand for, all together: far more than a table's worth of items. */
const mostUnfolded = 100_000;

export interface AliasProblem {
  readonly offset: number;
  readonly reason: string;
}

interface Anchored {
  readonly node: Node;
  /** How many values it holds, itself and what its aliases stand for included; none while it is being looked at. */
  size?: number;
}

interface Walk {
  readonly anchors: Map<string, Anchored>;
  unfolded: number;
  problem?: AliasProblem;
}

/**
 * Puts what aliases stand for in their place, in one pass. An alias that names nothing, or itself, stops it, and so do
 * those that would unfold without end: nested ones grow with each level, a hundred uses of a flat one do not.
 */
export function resolveAliases(document: Document): AliasProblem | undefined {
  const walk: Walk = { anchors: new Map(), unfolded: 0 };
  document.contents = placed(document.contents, walk).node as typeof document.contents;
  return walk.problem;
}

function placed(node: unknown, walk: Walk): { node: unknown; size: number } {
  if (isAlias(node)) return inPlaceOf(node.source, node.range?.[0] ?? 0, walk);
  if (isPair(node)) {
    const [key, value] = [placed(node.key, walk), placed(node.value, walk)];
    node.key = key.node;
    node.value = value.node;
    return { node, size: key.size + value.size };
  }
  if (!isNode(node)) return { node, size: 0 };
  const anchored: Anchored = { node };
  if ("anchor" in node && node.anchor !== undefined) walk.anchors.set(node.anchor, anchored);
  anchored.size = 1 + (isCollection(node) ? placeAll(node.items, walk) : 0);
  return { node, size: anchored.size };
}

function placeAll(items: unknown[], walk: Walk): number {
  let size = 0;
  for (const [index, item] of items.entries()) {
    const entry = placed(item, walk);
    items[index] = entry.node;
    size += entry.size;
  }
  return size;
}

function inPlaceOf(name: string, offset: number, walk: Walk): { node: unknown; size: number } {
  const { node, size } = walk.anchors.get(name) ?? {};
  walk.unfolded += size ?? 0;
  if (!node) walk.problem ??= { offset, reason: `*${name} names no anchor before it` };
  else if (size === undefined)
    walk.problem ??= { offset, reason: `*${name} stands within what it stands for` };
  else if (walk.unfolded > mostUnfolded)
    walk.problem ??= { offset, reason: `its aliases stand for more than ${mostUnfolded} values` };
  return walk.problem ? { node: null, size: 0 } : { node, size: size ?? 0 };
}
