import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compile } from "../../../testing/items/compile.js";
import { exampleItems } from "../../../testing/items/examples.js";
import { finders, settingTypes } from "./types.js";

/** Of all resources that a stack may have, in the root and in its modules. */
function typesOfStacks(): string[] {
  const roots = [...exampleItems().values()].flatMap((item) => Object.keys(compile(item).resource ?? {}));
  const inModules = ["modules/codebuild-project", "modules/stage"].flatMap(typesOfModule);
  return [...new Set([...roots, ...inModules])].sort();
}

function typesOfModule(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tf"));
  const texts = files.map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  return texts.flatMap((text) => [...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = ""]) => type));
}

it("every type of resource that a stack has is looked for, or is a setting of another", () => {
  expect(typesOfStacks()).toEqual([...Object.keys(finders), ...settingTypes].sort());
});
