import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { runCommandLine } from "../../program.js";

const settingsFile = (settings: object) =>
  `${folderWith({ "stagewright.yaml": JSON.stringify(settings) })}/stagewright.yaml`;

async function runAccounts(...args: string[]) {
  const out = transcript();
  return { ...out, code: await runCommandLine(["accounts", ...args], out, "0.0.0") };
}

describe("stagewright accounts", () => {
  it.each([
    [["plan"]],
    [["deploy", "--yes"]],
    [["destroy"]],
    [["destroy", "examples/items"]],
    [["list"]],
    [["unstick"]],
    [["unstick", "examples/items"]],
    [["forget", "222222222222"]],
  ])("called as %j is wrong usage", async (args) => {
    expect((await runAccounts(...args)).code).toBe(2);
  });

  it("gives the template with the repositories of all accounts, or of one", async () => {
    const childAccount = { repositories: ["all"], accounts: { "222222222222": { repositories: ["own"] } } };
    const config = settingsFile({ centralAccount: "111111111111", childAccount });
    const all = await runAccounts("template", "--config", config);
    const one = await runAccounts("template", "222222222222", "--config", config);
    expect(JSON.stringify(all.values)).toContain('"aws:PrincipalTag/stagewright:repository":["all"]');
    expect(JSON.stringify(one.values)).toContain('"aws:PrincipalTag/stagewright:repository":["own"]');
    expect([all.code, one.code]).toEqual([0, 0]);
  });

  it("says what to add where the settings do not name the central account", async () => {
    const { code, lines, values } = await runAccounts("template", "--config", settingsFile({}));
    expect(code).toBe(1);
    expect(values).toEqual([]);
    expect(lines.join("\n")).toContain('Add a line such as centralAccount: "111111111111".');
  });

  it("says beforehand where IAM would not take a trust policy", async () => {
    const repositories = Array.from({ length: 90 }, (_, index) => `acme/repository-${index}`);
    const config = settingsFile({ centralAccount: "111111111111", childAccount: { repositories } });
    const { code, lines } = await runAccounts("template", "--config", config);
    expect(code).toBe(1);
    expect(lines.join("\n")).toContain("IAM allows 2048");
  });
});
