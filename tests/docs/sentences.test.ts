import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../repository/sources.js";
import { pages } from "./pages.js";

/** Twice what reads well: a list in a sentence may be long, and beyond this nobody follows. */
const mostWords = 48;

/** Sentences outside of code, tables and headings; code between backticks and a link's target count as one word at most. */
function longSentences(text: string): string[] {
  const prose = text
    .replaceAll(/```.*?```/gs, "")
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )/)
    .filter((block) => !/^\s*(?:\||#|<)/.test(block));
  const sentences = prose.flatMap((block) =>
    block
      .replaceAll(/\]\([^)]*\)/g, "]")
      .replaceAll(/`[^`]*`/g, "x")
      .replaceAll(/\s+/g, " ")
      .split(/(?<=[.!?:]\**) /),
  );
  return sentences.filter((sentence) => (sentence.match(/[\p{L}\d'’/-]+/gu)?.length ?? 0) > mostWords);
}

const docs = pages().filter((page) => !page.includes("CHANGELOG"));

it.each(docs)(`%s has no sentence of more than ${mostWords} words`, (page) => {
  expect(longSentences(readFileSync(join(root, page), "utf8"))).toEqual([]);
});

it("a sentence that is too long is found, over the ends of lines and not over those of paragraphs", () => {
  const words = (count: number) => Array(count).fill("word").join(" ");
  expect(longSentences(`${words(30)}\n${words(19)}.`)).toHaveLength(1);
  expect(longSentences(`${words(30)}\n\n${words(19)}. ${words(40)}.`)).toEqual([]);
});
