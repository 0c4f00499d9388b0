import { createScanner } from "jsonc-parser";
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

/** What JSON's own parser does not tell of a text, found in one pass without recursion. */
export function jsonStructure(text: string): JsonStructure {
  const frames: Frame[] = [];
  const repeated: RepeatedKey[] = [];
  const scanner = createScanner(text, true);
  let name: Name | undefined;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const symbol = text.charAt(offset);
    if (symbol === '"') name = { key: scanner.getTokenValue(), offset };
    else if (symbol === ":") enterKey(frames, name, repeated);
    else if ("{}[],".includes(symbol)) step(frames, symbol);
    if (frames.length > deepestText) return { tooDeepAt: offset, repeated };
  }
  return { repeated };
}

interface Name {
  readonly key: string;
  readonly offset: number;
}

function step(frames: Frame[], symbol: string): void {
  const frame = frames.at(-1);
  if (symbol === "{") frames.push({ keys: new Set(), at: "" });
  else if (symbol === "[") frames.push({ at: 0 });
  else if (symbol !== ",") frames.pop();
  else if (typeof frame?.at === "number") frame.at += 1;
}

function enterKey(frames: readonly Frame[], name: Name | undefined, repeated: RepeatedKey[]): void {
  const frame = frames.at(-1);
  if (!frame?.keys || !name) return;
  frame.at = name.key;
  if (frame.keys.has(name.key)) repeated.push({ path: pointer(...frames.map(({ at }) => at)), ...name });
  frame.keys.add(name.key);
}
