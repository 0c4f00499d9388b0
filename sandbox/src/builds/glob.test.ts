import { describe, expect, it } from "vitest";
import { globToRegExp } from "./glob.js";

describe("a buildspec's file pattern", () => {
  it.each([
    ["my-file.jar", "my-file.jar", "my-fileXjar dir/my-file.jar"],
    ["**/*", "a a/b a/b/.c", ""],
    ["**", "a a/b", ""],
    ["dir/*", "dir/a dir/.b", "dir/a/b other/a dir"],
    ["dir/**/*", "dir/a dir/a/b", "a dir2/a"],
    ["**/*.xml", "a.xml deep/er/a.xml", "a.xmlx a.json"],
    ["a?b", "axb", "ab a/b axxb"],
    ["./dir/a", "dir/a", "a"],
    ["dir/", "dir/a dir/b/c", "dir2/a"],
    ["[a]{b}(c)+$", "[a]{b}(c)+$", "ab(c)"],
    ["a/**/z", "a/z a/b/c/z", "az a/bz"],
  ])("%s selects as it should", (pattern, yes, no) => {
    const glob = globToRegExp(pattern);
    for (const path of yes.split(" ")) expect(glob.test(path), `${pattern} takes ${path}`).toBe(true);
    for (const path of no.split(" ").filter(Boolean))
      expect(glob.test(path), `${pattern} leaves ${path}`).toBe(false);
  });
});
