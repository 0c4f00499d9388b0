import { describe, expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { parseItem } from "../item/index.js";
import { buildPipeline } from "../pipeline/index.js";
import { defaultSettings } from "../settings/index.js";
import { renderStack } from "../stack/index.js";
import { approvalsOf, changesDefinition, isUrgent } from "./index.js";

const settings = defaultSettings();
const built = (item: unknown) => buildPipeline(parseItem(item, { settings }), { settings });
const stack = (item: unknown) => renderStack(built(item), settings, "/tmp");
const changes = (before: unknown, after: unknown) => changesDefinition(stack(before), stack(after));
type Keys = Parameters<typeof environment>[0];
const prod = (keys: Keys = {}, more: Keys = {}) => itemWith({ Prod: environment(keys) }, more);

describe("what stops the executions of a pipeline", () => {
  it("is no change of tags, of a build's image or of who gets mails", () => {
    expect(changes(prod(), prod())).toBe(false);
    expect(changes(prod(), prod({}, { Tags: { team: "shop" } }))).toBe(false);
    expect(changes(prod(), prod({}, { BuildImage: "aws/codebuild/standard:6.0" }))).toBe(false);
    const asking = (ManualApproval: string) => prod({ ManualApproval });
    expect(changes(asking("ann@example.com"), asking("bob@example.com"))).toBe(false);
  });

  it("is a new test, an approval, or another account", () => {
    expect(changes(prod(), prod({ Tests: { Smoke: test() } }))).toBe(true);
    expect(changes(prod(), prod({ ManualApproval: true }))).toBe(true);
    expect(changes(prod(), prod({ AwsAccountId: "444444444444" }))).toBe(true);
  });
});

describe("a change that nothing holds back", () => {
  const approvals = (environments: Record<string, object>) => approvalsOf(built(itemWith(environments)));
  const urgent = (before: Record<string, object>, after: Record<string, object>) =>
    isUrgent(approvals(before), approvals(after));
  const Beta = environment();
  const Prod = environment({ AwsAccountId: "333333333333", ManualApproval: "ann@example.com" });

  it("takes away a deployment or an account", () => {
    expect(urgent({ Beta, Prod }, { Prod })).toBe(true);
    expect(urgent({ Beta, Prod }, { Beta: { ...Beta, Deploy: false }, Prod })).toBe(true);
    expect(urgent({ Prod }, { Prod: { ...Prod, AwsAccountId: "444444444444" } })).toBe(true);
  });

  it("has others asked, or asks where nobody was", () => {
    expect(urgent({ Prod }, { Prod: { ...Prod, ManualApproval: "bob@example.com" } })).toBe(true);
    expect(urgent({ Prod }, { Prod: { ...Prod, ManualApproval: false } })).toBe(true);
    expect(urgent({ Beta }, { Beta: { ...Beta, ManualApproval: true } })).toBe(true);
  });

  it("is no environment and no test more", () => {
    expect(urgent({ Prod }, { Beta, Prod })).toBe(false);
    expect(urgent({ Prod }, { Prod: { ...Prod, Tests: { Smoke: test() } } })).toBe(false);
  });
});
