import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { environment, itemWith } from "../../../testing/items/items.js";
import { runCommandLine } from "../../program.js";

async function policies(...args: string[]) {
  const out = transcript();
  const code = await runCommandLine(["policies", ...args], out, "0.0.0");
  return { code, said: out.lines.join("\n"), values: out.values };
}

const before = JSON.stringify(itemWith({ Beta: environment() }));
const after = JSON.stringify(
  itemWith({ Beta: environment(), Prod: environment({ AwsAccountId: "333333333333" }) }),
);

describe("policies", () => {
  it("says of every role who takes it, what it may do, and on what", async () => {
    const { code, said, values } = await policies(folderWith({ "a.json": before }));
    expect(code).toBe(0);
    expect(values).toEqual([]);
    expect(said).toMatch(
      /pipeline \(stagewright-webshop-main--\w+-pipeline\), taken by codepipeline\.amazonaws\.com/,
    );
    expect(said).toContain(
      "may sts:AssumeRole\n      on arn:aws:iam::222222222222:role/ChildAccountFormationRole",
    );
    expect(said).toContain("may never s3:*, where aws:SecureTransport is false");
  });

  it("gives the same as JSON, and nothing else on stdout", async () => {
    const { code, said, values } = await policies("--json", folderWith({ "a.json": before }));
    expect(code).toBe(0);
    expect(said).toBe("");
    expect(values).toMatchObject([
      {
        pipelines: [{ repository: "webshop", branch: "main", holders: [{ job: "pipeline" }, {}, {}, {}] }],
      },
    ]);
  });

  it("marks what a change widens, and what the way back narrows", async () => {
    const folder = folderWith({ "before.json": before, "after.json": after });
    const there = await policies(`${folder}/after.json`, "--against", `${folder}/before.json`);
    expect(there.said).toContain("WIDENS permissions:");
    expect(there.said).toContain(
      "+ pipeline: sts:AssumeRole on arn:aws:iam::333333333333:role/ChildAccountFormationRole",
    );
    const back = await policies(`${folder}/before.json`, "--against", `${folder}/after.json`);
    expect(back.said).not.toContain("WIDENS");
    expect(back.said).toContain(
      "- pipeline: sts:AssumeRole on arn:aws:iam::333333333333:role/ChildAccountFormationRole",
    );
  });

  it("says so where no permission changes", async () => {
    const folder = folderWith({ "a.json": before });
    const { said } = await policies(folder, "--against", folder);
    expect(said).toContain("No permission changes.");
  });

  it("ends with 1 for a bad item on either side, and with 2 without items", async () => {
    const folder = folderWith({ "bad.json": "{}", "good.json": before });
    expect((await policies(`${folder}/bad.json`)).code).toBe(1);
    expect((await policies(`${folder}/good.json`, "--against", `${folder}/bad.json`)).code).toBe(1);
    expect((await policies()).code).toBe(2);
  });
});
