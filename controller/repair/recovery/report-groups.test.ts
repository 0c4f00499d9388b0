import { expect, it } from "vitest";
import { isOf } from "./report-groups.js";

const pipeline = "stagewright-webshop-main--2czbumyghz";

it.each([
  [`${pipeline}-build-junit`, true],
  [`${pipeline}-build-unit--coverage`, true],
  [`${pipeline}_prod-smoke-junit`, true],
  [`${pipeline}-builder`, false],
  [`${pipeline}`, false],
  [`${pipeline}_`, false],
  ["stagewright-webshop-main--2czbumyghy-build-junit", false],
  [`${pipeline}-build-x--abcdefghij-build-junit`, false],
  [`${pipeline}_x--abcdefghij_prod-smoke-junit`, false],
])("the report group %s is the pipeline's own: %s", (group, own) => {
  expect(isOf(pipeline, group)).toBe(own);
});
