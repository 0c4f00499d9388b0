import { describe, expect, it } from "vitest";
import { proofOf, readGitCredential } from "./git-credential.js";

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
const root = {
  accountId: "111111111111",
  arn: "arn:aws:iam::111111111111:root",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  sessionPolicyArns: [],
  sessionTags: {},
};
const signed = { host: "127.0.0.1", path: "/v1/repos/shop" };
const now = new Date("2026-01-31T10:15:00Z");
// Made by `aws codecommit credential-helper get --ignore-host-check` of version 1.46.3 with this secret, at 10:10:00, in eu-west-1.
const password = "20260131T101000Zdee45365bb941d10aa19beeabdb38724175da51fe423c1a660a4c7c25683910b";

describe("what git says of who it is", () => {
  it.each([
    ["a key and its secret", basic("AKIA:secret"), { accessKeyId: "AKIA", password: "secret" }],
    ["a session", basic("ASIA%to%k=:s"), { accessKeyId: "ASIA", sessionToken: "to%k=", password: "s" }],
    ["a password with a colon", basic("AKIA:a:b"), { accessKeyId: "AKIA", password: "a:b" }],
  ])("is %s", (_, header, credential) => {
    expect(readGitCredential(header)).toEqual(credential);
  });

  it.each([
    undefined,
    "",
    "Bearer x",
    "Basic",
    "Basic !",
    basic(""),
    basic("only"),
    basic(":x"),
    basic("%t:x"),
  ])("is nothing in %j", (header) => expect(readGitCredential(header)).toBeUndefined());
});

describe("what git shows", () => {
  const proof = (shown: string, changes: object = {}, at = now) =>
    proofOf({ accessKeyId: "111111111111", password: shown }, signed, { ...root, ...changes }, at);

  it("counts in all regions if it is the secret", () => {
    expect(proof(root.secretAccessKey)?.("anywhere")).toBe(true);
    expect(proof("another")).toBeUndefined();
  });

  it("counts in the region that it was signed for, and for nothing else that was signed", () => {
    const regions = (found = proof(password)) => ["eu-west-1", "us-east-1"].map((region) => found?.(region));
    expect(regions()).toEqual([true, false]);
    const asked = { accessKeyId: "111111111111", password };
    for (const other of [{ path: "/v1/repos/store" }, { host: "localhost" }])
      expect(regions(proofOf(asked, { ...signed, ...other }, root, now))).toEqual([false, false]);
    expect(regions(proof(password, { secretAccessKey: "another" }))).toEqual([false, false]);
  });

  it("counts for a quarter of an hour, before and after", () => {
    for (const [time, counts] of [
      ["2026-01-31T10:24:59Z", true],
      ["2026-01-31T10:25:01Z", false],
      ["2026-01-31T09:55:01Z", true],
      ["2026-01-31T09:54:59Z", false],
    ] as const)
      expect([time, proof(password, {}, new Date(time)) !== undefined]).toEqual([time, counts]);
  });

  it("counts for a session with its own token only", () => {
    const session = { sessionToken: "token" };
    const asked = { accessKeyId: "ASIA", password: root.secretAccessKey };
    expect(proofOf({ ...asked, ...session }, signed, { ...root, ...session }, now)?.("x")).toBe(true);
    expect(proofOf(asked, signed, { ...root, ...session }, now)).toBeUndefined();
    expect(proofOf({ ...asked, ...session }, signed, root, now)).toBeUndefined();
    expect(proofOf(asked, signed, undefined, now)).toBeUndefined();
  });
});
