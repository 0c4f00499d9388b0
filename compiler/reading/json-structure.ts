import { pointer, type Segment } from "../diagnostics/index.js";
import { deepestText } from "./nesting.js";

export interface RepeatedKey {
  readonly path: string;
  readonly key: string;
  readonly offset: number;
}

export interface JsonStructure {
  /** Where the text gets deeper than any item. */
  readonly tooDeepAt?: number;
  /** Keys that are in their object already. Meaningful only if the text is JSON. */
  readonly repeated: readonly RepeatedKey[];
}

interface Frame {
  /** An object's keys so far; an array has none. */
  readonly keys?: Set<string>;
  at: Segment;
}

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/gs;

/** What JSON's own parser does not tell of a text, found in one pass without recursion. */
export function jsonStructure(text: string): JsonStructure {
  const frames: Frame[] = [];
  const repeated: RepeatedKey[] = [];
  let name: RegExpExecArray | undefined;
  for (const token of text.matchAll(tokens)) {
    const [symbol] = token;
    if (symbol.startsWith('"')) name = token;
    else if (symbol === ":") enterKey(frames, name, repeated);
    else step(frames, symbol);
    if (frames.length > deepestText) return { tooDeepAt: token.index, repeated };
  }
  return { repeated };
}

function step(frames: Frame[], symbol: string): void {
  const frame = frames.at(-1);
  if (symbol === "{") frames.push({ keys: new Set(), at: "" });
  else if (symbol === "[") frames.push({ at: 0 });
  else if (symbol !== ",") frames.pop();
  else if (typeof frame?.at === "number") frame.at += 1;
}

function enterKey(
  frames: readonly Frame[],
  name: RegExpExecArray | undefined,
  repeated: RepeatedKey[],
): void {
  const frame = frames.at(-1);
  const key = name && textOf(name[0]);
  if (!frame?.keys || key === undefined) return;
  frame.at = key;
  const path = pointer(...frames.map(({ at }) => at));
  if (frame.keys.has(key)) repeated.push({ path, key, offset: name?.index ?? 0 });
  frame.keys.add(key);
}

function textOf(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
