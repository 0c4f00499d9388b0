import type { Box, Preview } from "../preview.js";

/** How lines of the item and boxes find each other. */
export interface Links {
  /** The number of a place's line, from 1. */
  readonly lineOf: ReadonlyMap<string, number>;
  /** The number of an origin, by its JSON pointer. */
  readonly keyOf: ReadonlyMap<string, number>;
  readonly boxesOf: ReadonlyMap<string, readonly Box[]>;
}

export function linksOf({ item, stages }: Preview): Links {
  const lineOf = new Map<string, number>();
  for (const [index, { path, change }] of item.entries())
    if (change !== "removed" && !lineOf.has(path)) lineOf.set(path, index + 1);
  const boxesOf = new Map<string, Box[]>();
  for (const box of stages.flatMap(({ boxes }) => boxes)) {
    if (box.change === "removed") continue;
    boxesOf.set(box.origin, [...(boxesOf.get(box.origin) ?? []), box]);
  }
  return { lineOf, boxesOf, keyOf: new Map([...boxesOf.keys()].map((origin, index) => [origin, index + 1])) };
}

/** The lines as the page shows them: each with what it asks for, and coloured with the nearest key above that asks. */
export function shownLines({ item, switchedOff }: Preview, { lineOf, keyOf, boxesOf }: Links) {
  const flips = new Set(switchedOff.map(({ flip }) => flip));
  return item.map(({ text, path, change }, index) => {
    const [, indent = "", name = "", rest = ""] =
      /^(\s*(?:- )*)([^\s"'#:][^:]*:(?=\s|$))?(.*)$/s.exec(text) ?? [];
    const number = index + 1;
    return {
      ...{ number, indent, name, rest, change },
      off: flips.has(path) ? "off" : "",
      key: change === "removed" ? undefined : nearestKey(path, keyOf),
      links: lineOf.get(path) === number ? boxesOf.get(path) : undefined,
    };
  });
}

function nearestKey(path: string, keyOf: Links["keyOf"]): number | undefined {
  for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/")))
    if (keyOf.has(at)) return keyOf.get(at);
  return undefined;
}
