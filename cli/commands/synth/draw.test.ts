import { describe, expect, it } from "vitest";
import { modelOf } from "../../../testing/items/compile.js";
import { exampleItem } from "../../../testing/items/examples.js";
import { item } from "../../../testing/items/items.js";
import { marks } from "../../shared/colors.js";
import { draw } from "./draw.js";

const drawn = (written: unknown) => draw(modelOf(written), marks(false).colors);

describe("a drawing", () => {
  it("shows stages and actions in order, who approves, what runs where", () => {
    const lines = drawn(exampleItem("plain-form.yaml")).split("\n");
    const stages = lines.filter((line) => /^[├└]/.test(line)).map((line) => line.slice(3));
    expect(stages).toEqual(["Source", "BuildArtifact", "BuildAndDeployToAlpha", "BuildAndDeployToBeta"]);
    const text = lines.join("\n");
    expect(text).toMatch(/1 ApplicationRepo +CodeCommit webshop develop, starts the pipeline/);
    expect(text).toMatch(/4 RunAlphaSmokeTests +CodeBuild, aws\/codebuild\//);
    expect(text).toMatch(/2 BetaApproval +asks lead@example.com/);
    expect(text).toMatch(/1 CreateBetaChangeSet +account 333333333333, stack /);
  });

  it.each([
    "github.json",
    "every-setting.yaml",
    "five-environments.yaml",
    "build-only.yaml",
    "seed-form.json",
  ])("leaves nothing of %s undefined", (file) => {
    expect(drawn(exampleItem(file))).not.toMatch(/undefined|\[object/);
  });

  it("spells out signs that would turn the text of a terminal around", () => {
    const model = modelOf(item({ RepoTag: "fix/back" }));
    const turned = JSON.parse(JSON.stringify(model).replaceAll("fix/back", "fix/\u202eback"));
    const text = draw(turned, marks(false).colors);
    expect(text).not.toContain("\u202e");
    expect(text).toContain("fix/\\u202eback");
  });
});
