import { homedir } from "node:os";
import { expect, test } from "vitest";
import { defaultCacheDir } from "./cache.js";

test("STAGEWRIGHT_CACHE decides where the cache is", () => {
  expect(defaultCacheDir({ STAGEWRIGHT_CACHE: "/a", XDG_CACHE_HOME: "/b" })).toBe("/a");
});

test("without it the cache is in the user's cache folder", () => {
  expect(defaultCacheDir({ XDG_CACHE_HOME: "/b" })).toBe("/b/stagewright");
  expect(defaultCacheDir({})).toBe(`${homedir()}/.cache/stagewright`);
});
