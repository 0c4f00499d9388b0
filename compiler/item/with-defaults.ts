import { segmentsOf } from "../diagnostics/index.js";
import { define, isObject, type Plain } from "./objects.js";

/**
 * What is written nearer wins. Maps are joined key by key, at any depth; lists, texts, numbers and booleans stand as a
 * whole. `null` takes out what is farther away, and is written nowhere; where there is nothing to take out, it stays, and
 * is a mistake as anywhere else. `layers` are in plain form, the nearest first.
 */
export function joined(layers: readonly unknown[]): unknown {
  return layers.reduceRight((far, near) => over(far, near));
}

function over(far: unknown, near: unknown): unknown {
  if (!isObject(far) || !isObject(near)) return near;
  const all: Plain = {};
  for (const key of new Set([...Object.keys(far), ...Object.keys(near)])) {
    if (!Object.hasOwn(near, key)) define(all, key, far[key]);
    else if (!Object.hasOwn(far, key)) define(all, key, near[key]);
    else if (near[key] !== null) define(all, key, over(far[key], near[key]));
  }
  return all;
}

/** Which layer a place of what was joined comes from: the nearest that holds it, or most of the way to it. */
export function layerOf(path: string, layers: readonly unknown[]): number {
  const segments = segmentsOf(path);
  const depths = layers.map((layer) => depthIn(layer, segments));
  return depths.indexOf(Math.max(...depths));
}

function depthIn(value: unknown, segments: readonly string[]): number {
  let node = value;
  for (const [depth, segment] of segments.entries()) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return depth;
    node = Reflect.get(node, segment);
  }
  return segments.length;
}

/** Without the keys that only take something out. */
export function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value;
  const kept: Plain = {};
  for (const [key, inner] of Object.entries(value))
    if (inner !== null) define(kept, key, withoutNulls(inner));
  return kept;
}
