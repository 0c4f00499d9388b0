import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../../testing/expect/problems.js";
import { item, itemWithTest } from "../../../testing/items/items.js";
import { checkSettings, defaultSettings, type Settings } from "../../settings/index.js";

function limitedTo(limits: Partial<Settings["limits"]>): Settings {
  const settings = defaultSettings();
  return { ...settings, limits: { ...settings.limits, ...limits } };
}

/** The same keys on the application's build and on a test. */
const places: readonly [string, (keys: object) => unknown, string][] = [
  ["build", (keys) => item({ ...keys }), ""],
  ["test", (keys) => itemWithTest({ ...keys }), "/DeploymentConfigurations/Prod/Tests/Smoke"],
];

describe.each(places)("a %s", (_, itemOf, base) => {
  it("may be privileged only if the installation says so", () => {
    expect(problemsOf(itemOf({ Privileged: true }))).toEqual([`item.limit-privileged ${base}/Privileged`]);
    expect(problemsOf(itemOf({ Privileged: "true" }))).toEqual([`item.limit-privileged ${base}/Privileged`]);
    expect(problemsOf(itemOf({ Privileged: false }))).toEqual([]);
    expect(problemsOf(itemOf({ Privileged: true }), { settings: limitedTo({ privileged: true }) })).toEqual(
      [],
    );
  });

  it("uses the images of the installation", () => {
    const settings = limitedTo({ images: ["aws/codebuild/*"] });
    expect(problemsOf(itemOf({ BuildImage: "aws/codebuild/standard:7.0" }), { settings })).toEqual([]);
    expect(diagnosticsOf(itemOf({ BuildImage: "docker.io/x" }), { settings })).toMatchObject([
      {
        code: "item.limit-image",
        path: `${base}/BuildImage`,
        hint: "Allowed: aws/codebuild/* (setting limits.images).",
      },
    ]);
  });

  it.each(["", "/x", "x y", "${x}", "x".repeat(256)])("uses no image %j", (image) => {
    expect(problemsOf(itemOf({ BuildImage: image }))).toEqual([`item.wrong-value ${base}/BuildImage`]);
  });

  it.each([
    ["aws/codebuild/standard:5:0", "two tags"],
    ["docker-hub://node:20", "scheme"],
  ])("uses no image whose name cannot be one: %s", (image, reason) => {
    expect(diagnosticsOf(itemOf({ BuildImage: image }))).toMatchObject([
      { code: "item.image-name", path: `${base}/BuildImage`, message: expect.stringContaining(reason) },
    ]);
  });

  it.each([
    ["aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20", "Lambda"],
    ["aws/codebuild/amazonlinux-aarch64-lambda-standard:nodejs20", "Lambda"],
    ["aws/codebuild/windows-base:2019-3.0", "Windows"],
    ["aws/codebuild/macos-arm-base:14", "macOS"],
  ])("runs on no machine of another kind: %s", (image, kind) => {
    expect(diagnosticsOf(itemOf({ BuildImage: image }))).toMatchObject([
      { code: "item.image-machine", path: `${base}/BuildImage`, message: expect.stringContaining(kind) },
    ]);
  });

  it("says on which machine an image of one's own runs; of a curated one that is known", () => {
    const own = "333333333333.dkr.ecr.us-east-1.amazonaws.com/graviton/node:20";
    const arm = "aws/codebuild/amazonlinux-aarch64-standard:3.0";
    const problems = (BuildImage: string, EnvironmentType: string) =>
      problemsOf(itemOf({ BuildImage, EnvironmentType }));
    expect([problems(own, "ARM_CONTAINER"), problems(arm, "ARM_CONTAINER")]).toEqual([[], []]);
    expect(problems(arm, "LINUX_CONTAINER")).toEqual([`item.environment-type ${base}/EnvironmentType`]);
    expect(problems("aws/codebuild/standard:7.0", "ARM_CONTAINER")).toEqual([
      `item.environment-type ${base}/EnvironmentType`,
    ]);
    expect(problems(own, "WINDOWS_CONTAINER")).toEqual([`item.not-allowed ${base}/EnvironmentType`]);
  });

  it("uses the machines of the installation", () => {
    const settings = limitedTo({ computeTypes: ["BUILD_GENERAL1_SMALL"] });
    expect(problemsOf(itemOf({ ComputeType: "BUILD_GENERAL1_SMALL" }), { settings })).toEqual([]);
    expect(problemsOf(itemOf({ ComputeType: "BUILD_GENERAL1_LARGE" }), { settings })).toEqual([
      `item.limit-compute-type ${base}/ComputeType`,
    ]);
  });

  it("takes no longer than the installation allows", () => {
    const settings = limitedTo({ timeoutMinutes: 30 });
    expect(problemsOf(itemOf({ TimeoutMinutes: 30 }), { settings })).toEqual([]);
    expect(problemsOf(itemOf({ TimeoutMinutes: 31 }), { settings })).toEqual([
      `item.limit-timeout ${base}/TimeoutMinutes`,
    ]);
  });

  it.each([4, 2161, 7.5, "30"])("takes no time-out of %j", (minutes) => {
    expect(problemsOf(itemOf({ TimeoutMinutes: minutes }))).toHaveLength(1);
  });

  it("runs in a whole network or in none", () => {
    const vpc = {
      VpcId: "vpc-0123456789abcdef0",
      Subnets: ["subnet-0123456789abcdef0"],
      SecurityGroups: ["sg-0123456789abcdef0"],
    };
    const settings = limitedTo({ vpcs: ["*"] });
    expect(problemsOf(itemOf({ Vpc: vpc }), { settings })).toEqual([]);
    expect(problemsOf(itemOf({ Vpc: { VpcId: vpc.VpcId } }), { settings })).toEqual([
      `item.missing-key ${base}/Vpc/Subnets`,
      `item.missing-key ${base}/Vpc/SecurityGroups`,
    ]);
    expect(problemsOf(itemOf({ Vpc: { ...vpc, Subnets: [] } }), { settings })).toEqual([
      `item.wrong-count ${base}/Vpc/Subnets`,
    ]);
  });
});

it("the defaults of an installation pass its own limits", () => {
  const { settings } = checkSettings({});
  expect(problemsOf(itemWithTest(), { settings: settings ?? limitedTo({ images: [] }) })).toEqual([]);
});
