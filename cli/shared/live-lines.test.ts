import { expect, it } from "vitest";
import { terminal } from "./terminal.js";

/** What a screen shows after all that was written: of the codes, those that are used. */
function screen(written: readonly string[]): string[] {
  const lines: string[] = [""];
  let [at, column] = [0, 0];
  for (const part of written.join("").split("\u001b")) {
    const [code = "", number = "", letter] = /^\[\??(\d*)([AJKhlm])/.exec(part) ?? [];
    if (letter === "A") at -= Number(number);
    if (letter === "J") lines.splice(at, lines.length, "");
    if (letter === "K") lines[at] = lines[at]?.slice(0, column) ?? "";
    for (const [index, text] of part.slice(code.length).split("\n").entries()) {
      at += index > 0 ? 1 : 0;
      column = text.length;
      lines[at] = text + (lines[at] ?? "").slice(column);
    }
  }
  return lines.slice(0, -1);
}

function onTerminal(more: { rows?: number; isTTY?: boolean } = {}, environment: NodeJS.ProcessEnv = {}) {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const stderr = { write, isTTY: true, ...more };
  return { written, out: terminal({ NO_COLOR: "1", ...environment }, { stdout: { write }, stderr }) };
}

it("live lines are drawn over in place, below what is said", () => {
  const { written, out } = onTerminal();
  out.say("one");
  out.live?.(["a long line", "b"]);
  out.say("two");
  out.live?.(["c"]);
  out.say("three");
  expect(screen(written)).toEqual(["one", "two", "three", "c"]);
  out.live?.([]);
  expect(screen(written)).toEqual(["one", "two", "three"]);
});

it("no more lines are drawn than the screen has room for", () => {
  const { written, out } = onTerminal({ rows: 3 });
  out.live?.(["a", "b", "c"]);
  out.live?.(["a", "b", "d"]);
  expect(screen(written)).toEqual(["b", "d"]);
});

it("a live line that is several is drawn over whole, and one that passes goes before machine output", () => {
  const { written, out } = onTerminal();
  out.live?.(["a\nb"]);
  out.live?.(["c"]);
  expect(screen(written)).toEqual(["c"]);
  out.progress("[1 of 2]");
  out.data({ done: true });
  expect(screen(written)).toEqual(['{"done":true}']);
});

it("what would act upon the terminal is spelled out in them too", () => {
  const { written, out } = onTerminal();
  out.live?.(["a\u001b[2Jb"]);
  expect(written.join("")).not.toContain("\u001b[2J");
});

it.each([
  ["a file or a pipe", { isTTY: false }, {}],
  ["a terminal that can only print", {}, { TERM: "dumb" }],
])("there are none in %s", (_, stream, environment) => {
  expect(onTerminal(stream, environment).out.live).toBeUndefined();
});
