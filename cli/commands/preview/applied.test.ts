import { describe, expect, it } from "vitest";
import { withItems } from "../../../compiler/compile.js";
import { policyReport } from "../../../compiler/pipeline/index.js";
import { previewOf } from "../../../compiler/preview/index.js";
import { folderWith } from "../../../testing/expect/folder.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { environment, itemWith } from "../../../testing/items/items.js";
import { areSound, readInputs } from "../../shared/inputs.js";
import { appliedOf, type KeptRecords } from "./applied.js";

const one = itemWith({ Prod: environment() });
const two = itemWith({ Staging: environment(), Prod: environment() });

async function inputsOf(item: object) {
  const inputs = await readInputs([folderWith({ "a.json": JSON.stringify(item) })], {});
  if (!areSound(inputs)) throw new Error("The item is not sound.");
  return inputs;
}

/** What an installation keeps of a run: nothing where the pipeline was never applied. */
async function keeping(item: object | undefined, isApplied = true): Promise<KeptRecords> {
  const { read, pipelines } = await inputsOf(one);
  const [pipeline] = pipelines;
  if (!pipeline) throw new Error("There is no pipeline.");
  const kept = { ...policyReport(pipeline, read.settings), ...(item && { item }) };
  const record = { lastApplied: { configuration: "place", digest: "digest" } };
  return {
    ledger: { read: async () => (isApplied ? record : {}) },
    configurations: { permissionsOf: async () => kept },
  };
}

describe("preview --against applied", () => {
  it("compares with the item that was kept with what was applied", async () => {
    const inputs = await inputsOf(two);
    const before = await appliedOf(inputs, await keeping(one), transcript());
    if (!areSound(before)) throw new Error("What was kept is not sound.");
    const [after, earlier] = [withItems(inputs)[0], withItems(before)[0]];
    if (!after) throw new Error("There is no pipeline.");
    const { changes } = previewOf(after, inputs.read.settings, { name: "applied", before: earlier });
    expect(changes?.actions.map(({ name, change }) => `${change} ${name}`)).toEqual([
      "added BuildAndDeployToStaging/CreateStagingChangeSet",
      "added BuildAndDeployToStaging/DeployStagingChangeSet",
    ]);
  });

  it("takes a pipeline that was never applied for new", async () => {
    const before = await appliedOf(await inputsOf(two), await keeping(undefined, false), transcript());
    expect(before).toMatchObject({ pipelines: [], diagnostics: [] });
  });

  it("ends with 1, and with what to call instead, where what was applied kept no item", async () => {
    const out = transcript();
    await expect(appliedOf(await inputsOf(two), await keeping(undefined), out)).rejects.toMatchObject({
      code: 1,
    });
    expect(out.lines.join("\n")).toContain("stagewright plan webshop main");
  });
});
