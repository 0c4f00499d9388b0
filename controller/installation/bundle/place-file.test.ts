import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { placeFile } from "./place-file.js";

it("places a file with its mode, in folders that it makes", async () => {
  const place = join(folderWith(), "a/b/tool");
  await placeFile(place, ["one", new TextEncoder().encode("two")], { mode: 0o755 });
  expect(readFileSync(place, "utf8")).toBe("onetwo");
  expect(statSync(place).mode & 0o777).toBe(0o755);
});

it("leaves what was there, and nothing beside it, when the content fails on the way", async () => {
  const folder = folderWith({ tool: "old" });
  async function* failing() {
    yield "new";
    throw new Error("the content is bad");
  }
  await expect(placeFile(join(folder, "tool"), failing())).rejects.toThrow("the content is bad");
  expect(readFileSync(join(folder, "tool"), "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["tool"]);
});

it("leaves nothing when it is called off", async () => {
  const folder = folderWith();
  const controller = new AbortController();
  async function* endless() {
    for (;;) {
      yield "more";
      controller.abort(new Error("Interrupted"));
    }
  }
  const placed = placeFile(join(folder, "tool"), endless(), { signal: controller.signal });
  await expect(placed).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
