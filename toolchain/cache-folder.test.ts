import { homedir } from "node:os";
import { defaultCacheDir } from "@stagewright/sandbox";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "./cache-folder.js";

describe("the cache folder", () => {
  it.each([
    [{ STAGEWRIGHT_CACHE: "/chosen", XDG_CACHE_HOME: "/user" }, "/chosen"],
    [{ XDG_CACHE_HOME: "/user" }, "/user/stagewright"],
    [{}, `${homedir()}/.cache/stagewright`],
  ])("of %j is %s, the sandbox's own", (env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
    expect(defaultCacheDir(env)).toBe(folder);
  });
});
