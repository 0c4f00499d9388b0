import { describe, expect, it } from "vitest";
import { problemsOf } from "../../../testing/expect/problems.js";
import { item, itemWithTest } from "../../../testing/items/items.js";
import { buildPipeline, parseItem } from "../../index.js";
import { policyReport } from "../../pipeline/index.js";
import { checkSettings, defaultSettings, type Settings } from "../../settings/index.js";

const Vpc = {
  VpcId: "vpc-0123456789abcdef0",
  Subnets: ["subnet-0123456789abcdef0"],
  SubnetOwner: "444444444444",
  SecurityGroups: ["sg-0123456789abcdef0"],
};

function settingsWith(limits: object): Settings {
  const written = { centralAccount: "111111111111", limits };
  return checkSettings(written).settings ?? defaultSettings();
}

const vpcs = ["vpc-0123456789abcdef*"];
const lent = settingsWith({ vpcs, networkAccounts: ["444444444444"] });

describe("a network", () => {
  const own = { ...Vpc, SubnetOwner: "111111111111" };

  it("is joined where the installation lists it, and nowhere by default", () => {
    expect(problemsOf(item({ Vpc: own }), { settings: settingsWith({ vpcs }) })).toEqual([]);
    expect(problemsOf(item({ Vpc: own }), { settings: settingsWith({}) })).toEqual([
      "item.limit-vpc /Vpc/VpcId",
    ]);
    expect(problemsOf(itemWithTest({ Vpc: own }), { settings: settingsWith({ vpcs: ["vpc-1*"] }) })).toEqual([
      "item.limit-vpc /DeploymentConfigurations/Prod/Tests/Smoke/Vpc/VpcId",
    ]);
  });
});

describe("subnets that another account shares", () => {
  it("are named where the installation lends them, and nowhere else", () => {
    expect(problemsOf(item({ Vpc }), { settings: lent })).toEqual([]);
    expect(problemsOf(item({ Vpc }), { settings: settingsWith({ vpcs }) })).toEqual([
      "item.limit-network-account /Vpc/SubnetOwner",
    ]);
    expect(problemsOf(itemWithTest({ Vpc }), { settings: settingsWith({ vpcs }) })).toEqual([
      "item.limit-network-account /DeploymentConfigurations/Prod/Tests/Smoke/Vpc/SubnetOwner",
    ]);
    const own = { ...Vpc, SubnetOwner: "111111111111" };
    expect(problemsOf(item({ Vpc: own }), { settings: settingsWith({ vpcs }) })).toEqual([]);
  });

  it("are the owner's in the policy of the build; security groups and interfaces are the builder's", () => {
    const parsed = parseItem(item({ Vpc }), { settings: lent });
    const report = JSON.stringify(policyReport(buildPipeline(parsed, { settings: lent }), lent));
    expect(report).toContain(":444444444444:subnet/subnet-0123456789abcdef0");
    expect(report).not.toContain(":111111111111:subnet/");
    expect(report).toContain(":111111111111:security-group/sg-0123456789abcdef0");
    expect(report).toContain(":111111111111:network-interface/*");
  });
});
