import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSources, root } from "../repository/sources.js";
import { unknownIn } from "./calls.js";
import { pages } from "./pages.js";

/** What a page names between backticks or after a prompt, beginning with this. */
function namedAfter(text: string, start: string): string[] {
  return [...text.matchAll(new RegExp(`(?:\`|\\$ )(?:npx )?${start} ([a-z][^\`\\n#>]*)`, "g"))].map(
    ([, rest = ""]) => rest,
  );
}

const scripts: object = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
const sources = new Set((await readSources()).map(({ path }) => basename(path)));

describe.each(pages().map((page) => [page] as const))("%s", (page) => {
  const text = readFileSync(join(root, page), "utf8");

  it("names commands and options that there are", () => {
    const calls = namedAfter(text, "stagewright");
    expect(calls.flatMap((call) => unknownIn(call).map((unknown) => `${unknown} in ${call}`))).toEqual([]);
  });

  it("names scripts and sources that there are", () => {
    const run = [...text.matchAll(/npm run ([a-z]+(?::[a-z]+)*)/g)].map(([, name = ""]) => name);
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    const files = [...text.matchAll(/`((?:[\w@.-]+\/)*[\w.-]+\.ts)`/g)].map(([, path = ""]) => path);
    // A name alone is that of a file of the room that the page tells of.
    const isThere = (path: string) => (path.includes("/") ? existsSync(join(root, path)) : sources.has(path));
    expect(files.filter((path) => !isThere(path))).toEqual([]);
  });
});

it("a command, an option and a sub-command's option that are not there are found", () => {
  expect(
    ["prevew items/", "plan A B --fil x", "accounts list --yes", "sandbox env --profil a"].flatMap(unknownIn),
  ).toEqual(["prevew", "--fil", "--yes", "--profil"]);
});
