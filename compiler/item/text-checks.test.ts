import { describe, expect, it } from "vitest";
import schema from "./item.schema.json" with { type: "json" };
import { checkText, isTooDeep, maximumDepth, wantedAt } from "./text-checks.js";

const nothing = () => undefined;
const codes = (value: unknown) => checkText(value, nothing).map(({ code, path }) => `${code} ${path}`);

describe("checkText", () => {
  it.each([
    "plain",
    "two\nlines\tand a tab",
    "日本語 🚀",
    "a < b > c",
    "<a><b>",
    "",
    '${file("/etc/passwd")}',
  ])("takes %j", (text) => {
    expect(codes({ a: [text] })).toEqual([]);
  });

  it.each(["<account>", "<>", "<two words>"])("finds the placeholder %s", (text) => {
    expect(codes({ a: [text] })).toEqual(["item.placeholder /a/0"]);
  });

  it.each(["\u0000", "\u001b[2J", "\r\n", "\u007f", "\u009b", "\u2028", "\ufffe", "\ud800", "x\udc00"])(
    "refuses the text %j",
    (text) => {
      expect(codes({ a: [text] })).toEqual(["item.unprintable /a/0"]);
    },
  );

  it.each(["u\u0308ber", "cafe\u0301", "\u212b"])(
    "refuses %j, which Terraform would write otherwise",
    (text) => {
      expect(codes({ a: [text] })).toEqual(["item.decomposed /a/0"]);
      expect(codes({ a: [text.normalize("NFC")] })).toEqual([]);
    },
  );

  it("refuses such characters in a key, and looks no further", () => {
    expect(codes({ "u\u0308": "<x>" })).toEqual(["item.decomposed /u\u0308"]);
    expect(codes({ "a\u0000": "<x>" })).toEqual(["item.unprintable /a\u0000"]);
  });

  it("says what belongs in a placeholder's place", () => {
    const wanted = (path: string) => wantedAt(schema, path);
    const hints = checkText(
      { RepoName: "<name>", DeploymentConfigurations: { Prod: { AwsAccountId: "<id>", Tests: "<tests>" } } },
      wanted,
    ).map(({ hint }) => hint);
    expect(hints).toEqual([
      "Put the real value in its place: letters, digits and ._- (for a connection owner/name), up to 200 characters; CodeCommit takes 100.",
      "Put the real value in its place: an AWS account id: 12 digits, in quotes.",
      "Put the real value in its place: The tests by name, up to 32 letters, digits and ._-. They run side by side after the deployment.",
    ]);
  });
});

describe("isTooDeep", () => {
  const nested = (depth: number) => {
    let value: unknown = "x";
    for (let level = 0; level < depth; level++) value = { M: value };
    return value;
  };

  it("takes what DynamoDB can hold, in DynamoDB JSON too", () => {
    expect(isTooDeep(nested(maximumDepth * 2))).toBe(false);
  });

  it.each([maximumDepth * 2 + 1, 10_000])("refuses %d levels", (depth) => {
    expect(isTooDeep(nested(depth))).toBe(true);
  });

  it("refuses what holds itself", () => {
    const ring: Record<string, unknown> = {};
    ring.again = ring;
    expect(isTooDeep(ring)).toBe(true);
  });
});
