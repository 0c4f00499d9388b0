import { describe, expect, it } from "vitest";
import { compareReports, policyReport } from "../../compiler/pipeline/index.js";
import { defaultSettings } from "../../compiler/settings/index.js";
import { transcript } from "../../testing/expect/transcript.js";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { printPermissionChanges } from "./print-changes.js";

const reportOf = (environments: Parameters<typeof itemWith>[0]) =>
  policyReport(modelOf(itemWith(environments)), defaultSettings());
const one = reportOf({ Prod: environment() });
const tested = reportOf({ Prod: environment({ Tests: { Smoke: test() } }) });

function said(before: typeof one | undefined, after: typeof one): string {
  const out = transcript();
  printPermissionChanges(before && compareReports(before, after), out);
  return out.lines.join("\n");
}

describe("what a change of an item does to permissions", () => {
  it("is marked where it widens them, with what it widens", () => {
    expect(said(one, tested)).toMatch(/WIDENS permissions:[\s\S]*codecommit:.*webshop-tests/);
  });

  it("is told where it only narrows them", () => {
    expect(said(tested, one)).toContain("Narrows permissions:");
    expect(said(tested, one)).not.toContain("WIDENS");
  });

  it("is nothing where no policy changes, and all where the pipeline is new", () => {
    expect(said(one, one)).toContain("No permission changes.");
    expect(said(undefined, one)).toContain("All of its permissions are new");
  });
});
