import { describe, expect, it } from "vitest";
import { testSettings } from "../../../testing/items/settings.js";
import { warningsOf } from "./bootstrap.js";

const central = "111111111111";
const said = (written: object) =>
  warningsOf(testSettings({ centralAccount: central, ...written })).join("\n");

describe("before it asks anything, bootstrap says", () => {
  it("that whoever runs it is an administrator, unless a boundary is named", () => {
    expect(said({})).toContain("an administrator of this account");
    const arn = (name: string) => `arn:aws:iam::${central}:policy/${name}`;
    const bounded = { permissionsBoundary: arn("a"), controller: { permissionsBoundary: arn("b") } };
    expect(said(bounded)).toBe("");
  });

  it.each([
    ["limits", { limits: { accounts: ["222222222222", central] } }],
    ["the accounts that are prepared", { childAccount: { accounts: { [central]: {} } } }],
  ])("what templates reach where %s name the central account as a target", (_, written) => {
    expect(said(written)).toContain(`Account ${central} is both the central account and a target`);
  });

  it("nothing of it where only other accounts are targets", () => {
    expect(said({ limits: { accounts: ["222222222222"] } })).not.toContain("is both the central account");
  });
});
