import { expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { parseItem } from "../item/index.js";
import { safeBuildPipeline } from "./build-pipeline.js";

function problemsOf(written: unknown): string[] {
  const built = safeBuildPipeline(parseItem(written));
  return built.ok ? [] : built.diagnostics.map(({ code, path }) => `${code} ${path}`);
}

it("two environments that were searched to share a hash are refused", () => {
  const written = itemWith({ "Production-23557": environment(), "Production-25253": environment() });
  expect(problemsOf(written)).toEqual(["pipeline.names-meet /DeploymentConfigurations/Production-25253"]);
});

it("two tests that were searched to share a hash are refused", () => {
  const [one, other] = ["S..._._._--.._.-.x", "S..._-.--._._-__-x"];
  const written = itemWith({ Prod: environment({ Tests: { [`${one}`]: test(), [`${other}`]: test() } }) });
  expect(problemsOf(written)).toEqual([`pipeline.names-meet /DeploymentConfigurations/Prod/Tests/${one}`]);
});

it("one name in two environments is no meeting", () => {
  const tested = environment({ Tests: { Smoke: test() } });
  expect(problemsOf(itemWith({ Beta: tested, Prod: tested }))).toEqual([]);
});
