import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compile } from "../../../testing/items/compile.js";
import { exampleItems } from "../../../testing/items/examples.js";
import { finders, settings } from "./types.js";

/** Of all resources that a stack may have, in the root and in its modules. */
function typesOfStacks(): string[] {
  const roots = [...exampleItems().values()].flatMap((item) => Object.keys(compile(item).resource ?? {}));
  const files = ["modules/stage", "modules/codebuild-project"].flatMap((folder) =>
    readdirSync(folder).map((name) => `${folder}/${name}`),
  );
  const texts = files.filter((name) => name.endsWith(".tf")).map((name) => readFileSync(name, "utf8"));
  const inModules = texts.flatMap((text) =>
    [...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = ""]) => type),
  );
  return [...new Set([...roots, ...inModules])].sort();
}

it("every type of resource that a stack has is looked for, or is a setting of another", () => {
  expect(typesOfStacks()).toEqual([...Object.keys(finders), ...settings].sort());
});
