import { expect, it } from "vitest";
import { item, itemWithTest } from "../../../testing/items/items.js";
import { buildPipeline, parseItem } from "../../index.js";
import { defaultSettings } from "../../settings/index.js";
import { renderStack } from "../../stack/index.js";
import { imageOf } from "./image.js";

const own = "333333333333.dkr.ecr.us-east-1.amazonaws.com/graviton/node:20";

it.each([
  ["aws/codebuild/standard:7.0", undefined, "LINUX_CONTAINER"],
  ["aws/codebuild/amazonlinux-aarch64-standard:3.0", undefined, "ARM_CONTAINER"],
  [own, undefined, "LINUX_CONTAINER"],
  [own, "ARM_CONTAINER", "ARM_CONTAINER"],
  ["acme/arm64-tools", "LINUX_CONTAINER", "LINUX_CONTAINER"],
] as const)("%s, said to be for %s, runs in %s", (image, said, type) => {
  expect(imageOf(image, said).type).toBe(type);
});

it.each([
  ["a build", item({ BuildImage: own, EnvironmentType: "ARM_CONTAINER" })],
  ["a test", itemWithTest({ BuildImage: own, EnvironmentType: "ARM_CONTAINER" })],
])("%s gets the machine that the item says", (_, written) => {
  const settings = defaultSettings();
  const stack = renderStack(buildPipeline(parseItem(written, { settings }), { settings }), settings, ".");
  expect(JSON.stringify(stack)).toContain("ARM_CONTAINER");
});
