import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { environment, item, itemWith } from "../../testing/items/items.js";

const prod = (keys: Record<string, unknown>) => itemWith({ Prod: environment(keys) });

describe("a character that cannot be seen", () => {
  it("is named, and shown where it stands", () => {
    expect(diagnosticsOf(prod({ AwsAccountId: "\u200b222222222222" }))).toMatchObject([
      {
        code: "item.invisible",
        path: "/DeploymentConfigurations/Prod/AwsAccountId",
        value: '"\\u200b222222222222"',
        message: 'Found U+200B (zero width space) in "\\u200b222222222222": a character that cannot be seen.',
      },
    ]);
  });

  it.each([
    ["an address", prod({ ManualApproval: "lead\u00a0@example.com" })],
    ["an address", prod({ ManualApproval: ["lead\u200b@example.com"] })],
    ["a branch", item({ RepoTag: "ma\u200bin" })],
    ["a path", item({ BuildSpecFile: "ci/\u2060buildspec.yml" })],
    ["a key", item({ "Build\u00adImage": "aws/codebuild/standard:7.0" })],
  ])("is refused in %s", (_, written) => {
    expect(problemsOf(written)).toEqual([expect.stringMatching(/^item\.invisible /)]);
  });

  it.each([
    [
      "a message",
      prod({ ManualApproval: { Emails: ["a@example.com"], Message: "Ready\u00a0? 👩\u200d💻" } }),
    ],
    ["a variable", item({ EnvironmentVariables: { GREETING: "zero\u200bwidth" } })],
    ["a parameter", prod({ ParameterOverrides: { Title: "no\u00a0break" } })],
  ])("is left in %s, where people write what they like", (_, written) => {
    expect(problemsOf(written)).toEqual([]);
  });
});
