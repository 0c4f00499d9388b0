import { homedir } from "node:os";
import { expect, it } from "vitest";
import { defaultCacheDir } from "./cache.js";

it("STAGEWRIGHT_CACHE decides where the cache is", () => {
  expect(defaultCacheDir({ STAGEWRIGHT_CACHE: "/a", XDG_CACHE_HOME: "/b" })).toBe("/a");
});

it("without it the cache is in the user's cache folder", () => {
  expect(defaultCacheDir({ XDG_CACHE_HOME: "/b" })).toBe("/b/stagewright");
  expect(defaultCacheDir({})).toBe(`${homedir()}/.cache/stagewright`);
});
