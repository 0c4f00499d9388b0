import { expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { parseItem } from "../item/index.js";
import { safeBuildPipeline } from "./build-pipeline.js";

function problemsOf(written: unknown): string[] {
  const built = safeBuildPipeline(parseItem(written));
  return built.ok ? [] : built.diagnostics.map(({ code, path }) => `${code} ${path}`);
}

it("two tests that were searched to share a hash are refused", () => {
  const [one, other] = ["S..._._._--.._.-.x", "S..._-.--._._-__-x"];
  const written = itemWith({ Prod: environment({ Tests: { [`${one}`]: test(), [`${other}`]: test() } }) });
  expect(problemsOf(written)).toEqual([`pipeline.names-meet /DeploymentConfigurations/Prod/Tests/${one}`]);
});

it("one name in two environments is no meeting", () => {
  const tested = environment({ Tests: { Smoke: test() } });
  expect(problemsOf(itemWith({ Beta: tested, Prod: tested }))).toEqual([]);
});

it.each([
  ["Build", "Output"],
  ["BuildOutput", "Smoke"],
  ["B", "uildOutpu"],
])("a test whose source CodePipeline would keep like the build's output is refused: %s, %s", (name, own) => {
  const path = `/DeploymentConfigurations/${name}/Tests/${own}`;
  const written = itemWith({ [name]: environment({ Tests: { [own]: test() } }) });
  expect(problemsOf(written)).toEqual([`pipeline.artifact-name ${path}`]);
});

it("a name that only looks like it is taken", () => {
  const Tests = { Outpost: test(), output: test() };
  expect(
    problemsOf(itemWith({ build: environment({ Tests: { Output: test() } }), Bui: environment({ Tests }) })),
  ).toEqual([]);
});
