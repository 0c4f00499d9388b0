import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of this machine that tests of pages use; undefined where there is none. */
export function chromium({ PATH = "", STAGEWRIGHT_CHROMIUM: named } = process.env): string | undefined {
  if (named) return named;
  const folders = PATH.split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

/** The tests that look at pages in a browser, by their files. */
export function browserTests(): string[] {
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".browser.test.ts")).map((file) => join("tests", file));
}
