import { readdirSync } from "node:fs";
import { join } from "node:path";
import { onPath } from "./on-path.js";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of this machine that tests of pages use; undefined where there is none. */
export function chromium(environment = process.env): string | undefined {
  return environment.STAGEWRIGHT_CHROMIUM || onPath(names, environment);
}

/** The tests that look at pages in a browser, by their files. */
export function browserTests(): string[] {
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".browser.test.ts")).map((file) => join("tests", file));
}
