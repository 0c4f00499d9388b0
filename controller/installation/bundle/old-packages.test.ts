import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { removeOldPackages } from "./old-packages.js";

const newest = "stagewright-0.2.0-aa.zip";
const others = ["terraform-1.11.4-bb.gz", "terraform-provider-aws-5.100.0-cc.gz", "stagewright-notes.txt"];
const files = [newest, "stagewright-0.1.0-dd.zip", "stagewright-0.2.0-ee.zip", ...others];

async function keptAfter(hours: number): Promise<string[]> {
  const folder = folderWith(Object.fromEntries(files.map((name) => [name, "x"])));
  await removeOldPackages(folder, newest, Date.now() + hours * 3_600_000);
  return readdirSync(folder).sort();
}

describe("packed packages", () => {
  it("are one, the newest, and nothing else is touched", async () => {
    expect(await keptAfter(2)).toEqual([newest, ...others].sort());
  });

  it("stay while somebody may be uploading them", async () => {
    expect(await keptAfter(0.5)).toEqual([...files].sort());
  });

  it("need not be there", async () => {
    await expect(removeOldPackages("/nowhere", newest)).resolves.toBeUndefined();
  });
});
