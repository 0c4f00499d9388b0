import { describe, expect, it } from "vitest";
import { budgetOf } from "../../compiler/pipeline/index.js";
import {
  installationContextOf,
  managedPolicyLimit,
} from "../../controller/installation/control-plane/policies/boundary.js";
import { boundaryPolicy } from "../../controller/installation/control-plane/policies/index.js";
import { drawBudget } from "./budget.js";
import { siteWith } from "./control-plane.js";

const lengthWith = (written: object) => JSON.stringify(boundaryPolicy(siteWith(written))).length;
const accounts = (count: number) =>
  Array.from({ length: count }, (_, index) => String(200_000_000_000 + index));

describe("the permissions boundary", () => {
  it("is under 5,000 characters with all kinds and default settings", () => {
    expect(lengthWith({})).toBeLessThan(5000);
  });

  it("fits with 50 target accounts, isolated or not", () => {
    for (const isolation of ["prefix", "repository"]) {
      const childAccount = { isolation, repositories: ["webshop"] };
      const length = lengthWith({ limits: { accounts: accounts(50) }, childAccount });
      expect(length).toBeLessThan(managedPolicyLimit);
    }
  });

  it("fits with 50 target accounts and the longest names and partition", () => {
    const childAccount = { formationRole: "F".repeat(64), testRole: "T".repeat(64) };
    const length = lengthWith({
      region: "us-gov-west-1",
      namePrefix: "abcdefghijkl",
      childAccount,
      limits: { accounts: accounts(50) },
    });
    expect(length).toBeLessThan(managedPolicyLimit);
  });

  it("names the setting that makes it too long, and no other", () => {
    const parameters = Array.from({ length: 60 }, (_, index) => `/delivery/services/number-${index}/*`);
    expect(() => lengthWith({ limits: { parameters } })).toThrow(
      /would hold \d+ characters; AWS allows 6144\. .* limits\.parameters\.$/,
    );
  });

  it("has parts that keep within their budgets with default settings", () => {
    const over = budgetOf(installationContextOf(siteWith({}))).filter(
      ({ length, budget }) => length > budget,
    );
    expect(over).toEqual([]);
  });

  it("is drawn as a table of its parts", () => {
    expect(drawBudget(siteWith({}))).toMatch(
      /^part +characters +budget +longer with *\n[\s\S]*the whole boundary/,
    );
  });
});
