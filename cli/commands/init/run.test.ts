import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { Exit } from "../../shared/exit.js";
import { type GitCheckout, remoteOf } from "./git.js";
import { init } from "./run.js";

const connection =
  "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-0123456789ab";

interface Scene {
  readonly flags?: Partial<Parameters<typeof init>[1]>;
  readonly checkout?: Partial<GitCheckout>;
  /** What somebody types at a terminal; without it there is none. */
  readonly typed?: readonly string[];
  readonly file?: string;
}

/** The item that is written, or the exit code and what was said. */
async function written({ flags = {}, checkout = {}, typed, file = join(folderWith(), "item.yaml") }: Scene) {
  const input = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  const output = new PassThrough();
  // The next line is typed when the next question stands there, as people do.
  const lines = [...(typed ?? [])];
  output.on("data", () => (lines.length > 0 ? input.write(`${lines.shift()}\n`) : input.end()));
  const out = transcript();
  const around = { input, output, checkout: { isHosted: false, ...checkout } };
  const failure = await init(file, { environment: [], ...flags }, out, around).catch(
    (error: unknown) => error,
  );
  if (failure)
    return {
      code: failure instanceof Exit ? failure.code : failure,
      said: out.lines.join("\n"),
      isThere: existsSync(file),
    };
  const text = readFileSync(file, "utf8");
  return { text, item: parse(text) };
}

describe("init", () => {
  it("takes flags, and the rest from the checkout", async () => {
    const { item, text } = await written({
      flags: { environment: ["Staging=222222222222", "Prod=333333333333"], approver: "lead@example.com" },
      checkout: { repository: "webshop", branch: "main" },
    });
    expect(item).toEqual({
      RepoName: "webshop",
      RepoTag: "main",
      BuildSpecFile: "buildspec.yml",
      EnvironmentOrder: ["Staging", "Prod"],
      DeploymentConfigurations: {
        Staging: { AwsAccountId: "222222222222", Deploy: true },
        Prod: { AwsAccountId: "333333333333", Deploy: true, ManualApproval: "lead@example.com" },
      },
    });
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+item\.schema\.json\n/);
  });

  it("asks at a terminal for what flags do not say", async () => {
    const { item } = await written({
      checkout: { repository: "acme/webshop", branch: "main", isHosted: true },
      typed: ["", "release", connection, "Prod", "333333333333", "", "lead@example.com"],
    });
    expect(item).toMatchObject({
      RepoName: "acme/webshop",
      RepoTag: "release",
      Source: { Type: "CodeConnections", ConnectionArn: connection },
      DeploymentConfigurations: {
        Prod: { AwsAccountId: "333333333333", ManualApproval: "lead@example.com" },
      },
    });
  });

  it("ends with 1 and writes nothing where the answers end, as at Ctrl-C", async () => {
    expect(
      await written({ checkout: { repository: "webshop", branch: "main" }, typed: ["", "release"] }),
    ).toMatchObject({ code: 1, said: "Nothing was written.", isThere: false });
  });

  it.each([
    [
      "an account of too few digits",
      { environment: ["Prod=1"] },
      "/DeploymentConfigurations/Prod/AwsAccountId",
    ],
    [
      "an environment without an account",
      { environment: ["Prod"] },
      "/DeploymentConfigurations/Prod/AwsAccountId",
    ],
    [
      "an account with something behind it",
      { environment: ["Prod=222222222222=x"] },
      "/DeploymentConfigurations/Prod/AwsAccountId",
    ],
    ["a name that would be code", { repo: "a: {b}\n${c}" }, "/RepoName"],
  ])("ends with 1 and writes nothing for %s", async (_, flags, place) => {
    const told = await written({ flags, checkout: { repository: "webshop", branch: "main" } });
    expect(told).toMatchObject({ code: 1, said: expect.stringContaining(place), isThere: false });
  });

  it("ends with 2 where there is neither a checkout nor a name, and nobody to ask", async () => {
    expect(await written({})).toMatchObject({ code: 2, said: expect.stringContaining("--repo <name>") });
  });

  it("writes over no file", async () => {
    const file = join(folderWith({ "item.yaml": "mine" }), "item.yaml");
    expect(await written({ file, checkout: { repository: "webshop", branch: "main" } })).toMatchObject({
      code: 1,
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});

describe("the repository of a remote", () => {
  it.each([
    ["https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/webshop", "webshop", false],
    ["ssh://APKA123@git-codecommit.eu-west-1.amazonaws.com/v1/repos/webshop", "webshop", false],
    ["codecommit::eu-west-1://profile@webshop", "webshop", false],
    ["codecommit://webshop", "webshop", false],
    ["git@github.com:acme/webshop.git", "acme/webshop", true],
    ["https://gitlab.com/acme/webshop.git", "acme/webshop", true],
    ["ssh://git@bitbucket.org/acme/webshop", "acme/webshop", true],
  ])("%s is %s", (url, repository, isHosted) => {
    expect(remoteOf(url)).toEqual({ repository, isHosted });
  });

  it.each(["../webshop", "/srv/git/webshop.git", "file:///srv/git/webshop", ""])("%s is none", (url) => {
    expect(remoteOf(url)).toBeUndefined();
  });
});
