import { pointer, type Segment } from "../diagnostics/index.js";
import { define, isObject, type Plain } from "./objects.js";

/** The value without what stands at the given places, so that the checks that follow see sound parts only. */
export function omit(value: unknown, paths: readonly string[]): unknown {
  return paths.length === 0 ? value : pruned(value, "", new Set(paths));
}

function pruned(node: unknown, path: string, gone: ReadonlySet<string>): unknown {
  const isKept = (key: Segment) => !gone.has(path + pointer(key));
  if (Array.isArray(node)) {
    return node.flatMap((inner, index) =>
      isKept(index) ? [pruned(inner, path + pointer(index), gone)] : [],
    );
  }
  if (!isObject(node)) return node;
  const kept: Plain = {};
  for (const [key, inner] of Object.entries(node)) {
    if (isKept(key)) define(kept, key, pruned(inner, path + pointer(key), gone));
  }
  return kept;
}
