import { describe, expect, it } from "vitest";
import {
  approverPolicy,
  boundaryPolicy,
  controlBoundaryPolicy,
  editorPolicy,
  operatorPolicy,
  releaserPolicy,
  siteOf,
  viewerPolicy,
} from "../../../controller/installation/control-plane/index.js";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { testSettings } from "../../../testing/items/settings.js";
import { runCommandLine } from "../../program.js";

const account = "111111111111";
const written = `centralAccount: "${account}"\nregion: us-east-1\nnamePrefix: acme\n`;

async function policies(settings: string, ...args: string[]) {
  const config = `${folderWith({ "stagewright.yaml": settings })}/stagewright.yaml`;
  const out = transcript();
  const code = await runCommandLine(["policies", "--config", config, ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), values: out.values };
}

describe("policies --role", () => {
  it.each([
    ["operator", operatorPolicy],
    ["editor", editorPolicy],
    ["approver", approverPolicy],
    ["releaser", releaserPolicy],
    ["viewer", viewerPolicy],
    ["boundary", boundaryPolicy],
    ["control-boundary", controlBoundaryPolicy],
  ])("gives the policy of the %s from the settings alone, and nothing else", async (role, policyOf) => {
    const { code, said, values } = await policies(written, "--role", role);
    const site = siteOf({ account, settings: testSettings({ namePrefix: "acme" }) });
    expect({ code, said, values }).toEqual({ code: 0, said: "", values: [policyOf(site)] });
  });

  it("needs the account that the policy names", async () => {
    const { code, said, values } = await policies("region: us-east-1\n", "--role", "operator");
    expect({ code, values }).toEqual({ code: 1, values: [] });
    expect(said).toContain('Add a line such as centralAccount: "111111111111".');
  });

  it.each([
    ["a role that there is not", ["--role", "administrator"]],
    ["a role and items", ["--role", "editor", "items"]],
    ["a role and a table", ["--role", "editor", "--table", "items"]],
    ["neither a role nor items", []],
  ])("ends with 2 for %s", async (_, args) => {
    expect((await policies(written, ...args)).code).toBe(2);
  });
});
