import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";
import { root } from "../repository/sources.js";
import { pages } from "./pages.js";

/** Where the headings of a page are reached, as hosts of git name them, and the anchors that it sets itself. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
  const own = [...text.matchAll(/id="([^"]+)"/g)].map(([, id = ""]) => id);
  return new Set([...headings, ...own]);
}

/** What is wrong with the links of a page to other files of the repository, and to their parts. */
function brokenLinks(page: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g)].flatMap(([link, path = "", anchor]) => {
    if (/^[a-z]+:/.test(path)) return [];
    const target = path === "" ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(root, target))) return [`${page} ${link}`];
    const isReached = !anchor || anchorsOf(readFileSync(join(root, target), "utf8")).has(anchor);
    return isReached ? [] : [`${page} ${link}`];
  });
}

it("every link of the pages leads to a file, and to a part of it that is there", () => {
  expect(pages().length).toBeGreaterThan(20);
  expect(pages().flatMap((page) => brokenLinks(page, readFileSync(join(root, page), "utf8")))).toEqual([]);
});

it("a link to a part that is not there is found, and so is one to a missing file", () => {
  expect(
    brokenLinks("README.md", "[a](docs/cli.md#no-such-part) [b](docs/missing.md) [c](docs/cli.md#put)"),
  ).toEqual(["README.md ](docs/cli.md#no-such-part)", "README.md ](docs/missing.md)"]);
});
