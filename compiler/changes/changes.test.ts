import { describe, expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { parseItem } from "../item/index.js";
import { buildPipeline, type Pipeline } from "../pipeline/index.js";
import { defaultSettings } from "../settings/index.js";
import { actionChanges } from "./pipeline-changes.js";
import { resourceChanges } from "./resource-changes.js";

const settings = defaultSettings();
const prod = (keys: object = {}) => itemWith({ Prod: environment({ ...keys }) });
const built = (item: unknown): Pipeline => buildPipeline(parseItem(item, { settings }), { settings });
const changes = (before: unknown, after: unknown) => actionChanges(built(before), built(after));

describe("what changes in a pipeline", () => {
  it("is nothing between equal items", () => {
    expect(changes(prod(), prod())).toEqual([]);
  });

  it("is every action of a new one", () => {
    expect(actionChanges(undefined, built(prod())).map(({ name }) => name)).toContain(
      "Source/ApplicationRepo",
    );
  });

  it("is the action that a new test brings, and no other", () => {
    expect(changes(prod(), prod({ Tests: { Smoke: test() } }))).toEqual([
      { name: "Source/ProdSmokeTestRepo", change: "added" },
      { name: "BuildAndDeployToProd/RunProdSmokeTests", change: "added" },
    ]);
  });

  it("is an action whose project runs otherwise", () => {
    const image = { BuildImage: "aws/codebuild/standard:6.0" };
    expect(changes(prod(), { ...prod(), ...image })).toEqual([
      { name: "BuildArtifact/ApplicationBuild", change: "changed" },
    ]);
  });

  it("is the test whose project runs otherwise, and no other test", () => {
    const tests = (image: string) =>
      prod({ Tests: { Smoke: test(), Load: test({ BuildImage: image }), Gui: test() } });
    expect(changes(tests("aws/codebuild/standard:7.0"), tests("aws/codebuild/standard:6.0"))).toEqual([
      { name: "BuildAndDeployToProd/RunProdLoadTests", change: "changed" },
    ]);
  });

  it("is what deploys to the environment whose account is another, and to no other environment", () => {
    const both = (AwsAccountId: string) =>
      itemWith({ Beta: environment(), Prod: environment({ AwsAccountId }) });
    expect(changes(both("333333333333"), both("444444444444"))).toEqual([
      { name: "BuildAndDeployToProd/CreateProdChangeSet", change: "changed" },
      { name: "BuildAndDeployToProd/DeployProdChangeSet", change: "changed" },
    ]);
  });

  it("is an action that is other in itself", () => {
    const tests = (Branch: string) => prod({ Tests: { Smoke: test({ Branch }) } });
    expect(changes(tests("main"), tests("next"))).toContainEqual({
      name: "Source/ProdSmokeTestRepo",
      change: "changed",
    });
  });

  it("is each action of an environment that is gone", () => {
    expect(changes(prod(), prod({ Deploy: false }))).toEqual([
      { name: "BuildAndDeployToProd/CreateProdChangeSet", change: "removed" },
      { name: "BuildAndDeployToProd/DeployProdChangeSet", change: "removed" },
    ]);
  });
});

describe("what changes in a stack", () => {
  const stack = (resource: object, module: object = {}) => JSON.stringify({ resource, module });

  it("is told by address", () => {
    const before = stack({ a: { x: { n: 1 }, y: {} } }, { Prod: { n: 1 } });
    const after = stack({ a: { x: { n: 2 }, z: {} } }, { Prod: { n: 1 } });
    expect(resourceChanges(before, after)).toEqual([
      { name: "a.x", change: "changed" },
      { name: "a.z", change: "added" },
      { name: "a.y", change: "removed" },
    ]);
  });

  it("is told of modules as a whole", () => {
    const before = stack({}, { Beta: { n: 1 }, Prod: { n: 1 } });
    const after = stack({}, { Alpha: {}, Prod: { n: 2 } });
    expect(resourceChanges(before, after)).toEqual([
      { name: "module.Alpha", change: "added" },
      { name: "module.Prod", change: "changed" },
      { name: "module.Beta", change: "removed" },
    ]);
  });

  it("is all of it where there was no stack, or where there is none any more", () => {
    const only = stack({ a: { x: {} } });
    expect(resourceChanges(undefined, only)).toEqual([{ name: "a.x", change: "added" }]);
    expect(resourceChanges(only, undefined)).toEqual([{ name: "a.x", change: "removed" }]);
  });

  it("is nothing where only the order is other", () => {
    expect(resourceChanges(stack({ a: { x: 1, y: 2 } }), stack({ a: { y: 2, x: 1 } }))).toEqual([]);
  });
});
