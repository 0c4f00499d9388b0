import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../repository/sources.js";
import { pages } from "./pages.js";

const read = (page: string) => readFileSync(join(root, page), "utf8");
const docs = pages().filter((page) => page.startsWith("docs/") && !page.includes("decisions"));

/** The pages that take somebody from nothing to production, and to the code. */
const inOrder = [
  ...["getting-started", "into-aws", "operations", "limitations", "quotas"],
  ...["alternatives", "extending", "testing", "glossary"],
].map((name) => `docs/${name}.md`);

/** What stands first below the title. */
function firstParagraph(text: string): string[] {
  const [, ...lines] = text.replace(/^<!--.*-->\n+/, "").split("\n");
  const start = lines.findIndex((line) => line !== "");
  const end = lines.indexOf("", start);
  return lines.slice(start, end < 0 ? undefined : end);
}

describe.each(docs)("%s", (page) => {
  it("answers its question in its first five lines, in sentences", () => {
    const lines = firstParagraph(read(page));
    expect(lines.length).toBeLessThanOrEqual(5);
    expect(lines.filter((line) => /^(?:#|\||```|- |\d+\. )/.test(line))).toEqual([]);
    expect(lines.join(" ")).toMatch(/\.(?:\*\*)?(?:\s|$)/);
  });
});

describe("README.md", () => {
  const text = read("README.md");

  it("names the pages in the order in which they are read, before those to look things up in", () => {
    const linked = [...text.slice(text.indexOf("Read in this order")).matchAll(/\]\(([^)#]+\.md)\)/g)];
    expect(linked.slice(0, inOrder.length).map(([, page]) => page)).toEqual(inOrder);
  });

  it("names every page", () => {
    expect(docs.filter((page) => !text.includes(`](${page})`))).toEqual([]);
  });

  it("shows on its first screen what it is for, the preview, and the two commands", () => {
    const screen = text.split("\n").slice(0, 20).join("\n");
    const parts = ["One DynamoDB item in", "docs/pictures/preview.png", "npm run demo", "npm test"];
    expect(parts.filter((part) => !screen.includes(part))).toEqual([]);
  });
});
