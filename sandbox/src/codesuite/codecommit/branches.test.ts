import { describe, expect, it } from "vitest";
import { checkBranchName } from "./branches.js";

describe("checkBranchName", () => {
  it.each(["main", "feature/login", "release-1.2", "größe", "a@b", "HEADS"])("accepts %j", (name) => {
    expect(() => checkBranchName(name)).not.toThrow();
  });

  // Each by a rule of https://git-scm.com/docs/git-check-ref-format
  it.each([
    "a b",
    "a..b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[",
    "a\\b",
    "a@{b",
    "/a",
    "a/",
    "a//b",
    ".a",
    "a/.b",
    "a.",
    "a.lock",
    "a.lock/b",
    "-a",
    "@",
    "HEAD",
    "a\n",
    "a\u007f",
  ])("refuses %j", (name) => {
    const refusal = expect.objectContaining({ code: "InvalidBranchNameException" });
    expect(() => checkBranchName(name)).toThrow(refusal);
  });
});
