import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { createPatches } from "./gateway/index.js";
import { rootsWith } from "./root.js";

it("README.md names every patch, and no other", async () => {
  const text = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, section = ""] = text.split("### What the gateway patches");
  const [table = ""] = section.split("\n### ");
  const documented = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  const never = () => Promise.reject(new Error("not asked here"));
  const authorizer = { authorize: never, trusts: never, mayAssume: never, longestSession: never };
  const patches = createPatches({ authorizer, root: rootsWith("secret"), elementsOf: () => new Set() });
  expect(documented).toEqual(patches.map(({ name }) => name));
});
