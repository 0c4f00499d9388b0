import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { transcript } from "../../testing/expect/transcript.js";
import { Exit } from "./exit.js";
import { printFailure } from "./failure.js";

async function told(error: unknown) {
  const out = transcript();
  return { code: await printFailure(error, out), said: out.lines.join("\n") };
}

const systemError = (code: string) =>
  Object.assign(new Error(`${code}: in the system's words, mkdir 'generated'`), {
    code,
    syscall: "mkdir",
    path: "generated",
  });

describe("a failure", () => {
  it("that is said already only gives its exit code", async () => {
    expect(await told(new Exit(1))).toEqual({ code: 1, said: "" });
    expect(await told(new Exit(2))).toEqual({ code: 2, said: "" });
  });

  it("of usage is wrong usage, and asking for help is none", async () => {
    expect((await told(new CommanderError(1, "commander.unknownOption", ""))).code).toBe(2);
    expect((await told(new CommanderError(0, "commander.helpDisplayed", ""))).code).toBe(0);
  });

  it.each([
    ["EEXIST", /there is a file of this name/],
    ["ENOTDIR", /a part of this path is a file/],
    ["EACCES", /not yours to change/],
    ["ENOSPC", /disk is full/],
    ["EMFILE", /EMFILE: in the system's words/],
  ])("of the system with %s names the path and what it means", async (code, meaning) => {
    const { said } = await told(systemError(code));
    expect(said).toMatch(/^Cannot mkdir generated: /);
    expect(said).toMatch(meaning);
    expect(said).not.toContain("fault of stagewright");
  });

  it("of the outside world is told in its own words, without a stack trace", async () => {
    expect(await told(new Error("The lock is held."))).toEqual({ code: 1, said: "The lock is held." });
  });

  it("for want of credentials says how to get some", async () => {
    const none = Object.assign(new Error("Could not load credentials from any providers"), {
      name: "CredentialsProviderError",
    });
    const { code, said } = await told(none);
    expect(code).toBe(1);
    expect(said).toMatch(/^There are no AWS credentials\.\nCredentialsProviderError: Could not load/);
    expect(said).toContain("aws sso login");
  });

  it("of AWS is explained, and keeps AWS's own words", async () => {
    const text =
      "User: arn:aws:iam::111111111111:user/ann is not authorized to perform: ssm:GetParameter on resource: x with an explicit deny in a service control policy";
    const denied = Object.assign(new Error(text), { name: "AccessDeniedException", $metadata: {} });
    const { said } = await told(denied);
    expect(said).toMatch(/^arn:aws:iam::111111111111:user\/ann may not do ssm:GetParameter on x, with an/);
    expect(said).toContain(text);
    expect(said).toContain("who keeps the organization must allow it");
  });

  it("to reach AWS says so, though Node gives no words for it", async () => {
    const refused = Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" });
    expect((await told(refused)).said).toMatch(/^A service of AWS could not be reached\./);
  });

  it.each([new TypeError("x is undefined"), new RangeError("too deep"), "a text"])(
    "of our own asks to be reported: %s",
    async (error) => {
      const { code, said } = await told(error);
      expect(code).toBe(1);
      expect(said).toContain("fault of stagewright itself");
      expect(said).not.toContain("    at ");
    },
  );
});
