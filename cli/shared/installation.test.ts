import { describe, expect, it } from "vitest";
import { checkSettings } from "../../compiler/settings/index.js";
import { completeSettings } from "../../controller/installation/bootstrap/index.js";
import { folderWith } from "../../testing/expect/folder.js";
import { transcript } from "../../testing/expect/transcript.js";
import { testSettings } from "../../testing/items/settings.js";
import { Exit } from "./exit.js";
import { findAddress, printDifference } from "./installation.js";

const account = "111111111111";
const written = (changes: object = {}) => checkSettings(changes).settings ?? expect.unreachable();

/** What is said where a file holds the one, and the installation was made of the other. */
function difference(local: object, installed: object): string {
  const out = transcript();
  const { settings } = completeSettings(written(installed), account);
  printDifference({ local: { file: "stagewright.yaml", settings: written(local) } }, { settings }, out);
  return out.lines.join("\n");
}

describe("a settings file beside an installation", () => {
  it("that says something else is told, by its keys", () => {
    const told = difference({ table: "other", tags: { team: "a" } }, { table: "ours" });
    expect(told).toContain("stagewright.yaml differs from the installation in table, tags.");
    expect(told).toContain("`stagewright bootstrap` takes over those of the file");
  });

  it("that says the same is not, nor what bootstrap filled in", () => {
    expect(difference({ table: "ours" }, { table: "ours" })).toBe("");
    expect(difference({ table: "ours" }, { table: "ours", centralAccount: account })).toBe("");
    expect(difference({ centralAccount: account }, { centralAccount: account })).toBe("");
  });

  it("that names another account or bucket is told", () => {
    expect(difference({ centralAccount: "222222222222" }, {})).toContain("centralAccount");
    expect(difference({ state: { bucket: "others" } }, {})).toContain("in state.");
  });

  it("is not asked where there is none", () => {
    const out = transcript();
    printDifference({}, { settings: testSettings() }, out);
    expect(out.lines).toEqual([]);
  });
});

describe("which installation is meant", () => {
  const environment = { STAGEWRIGHT_INSTALLATION: "teamb", AWS_REGION: "eu-west-1" };

  it("is said by the file, whatever the environment says", () => {
    const folder = folderWith({ "stagewright.yaml": "namePrefix: teama\nregion: eu-central-1\n" });
    const address = findAddress({}, environment, folder, transcript());
    expect(address).toMatchObject({ namePrefix: "teama", region: "eu-central-1" });
  });

  it("is said by the environment where there is no file", () => {
    expect(findAddress({}, environment, folderWith(), transcript())).toEqual({
      namePrefix: "teamb",
      region: "eu-west-1",
    });
  });

  it("is not guessed from a file that is broken", () => {
    const folder = folderWith({ "stagewright.yaml": "namePrefx: teama\n" });
    const out = transcript();
    expect(() => findAddress({}, environment, folder, out)).toThrow(Exit);
    expect(out.lines.join("\n")).toContain("namePrefix");
  });
});
