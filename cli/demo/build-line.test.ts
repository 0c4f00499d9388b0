import { describe, expect, it } from "vitest";
import { jsonReport } from "../../controller/records/report.js";
import { buildLine } from "./build-line.js";

/** A line of the controller's own, as a build's log has it. */
function reportLine(outcome: object): string {
  const lines: string[] = [];
  const key = { repository: "webshop", branch: "main" };
  jsonReport((line) => lines.push(line))("run-ended", { key, ...outcome });
  return lines.join();
}

describe("a line of a build in the demo", () => {
  it.each([
    [
      "aws_kms_key.artifacts (artifacts): Creation complete after 4s [id=1]",
      "creation  aws_kms_key.artifacts",
    ],
    [
      "webshop  module.Prod.aws_sns_topic.a[0]: Destruction complete",
      "destruction  module.Prod.aws_sns_topic.a[0]",
    ],
    ["webshop  Destroy complete! Resources: 43 destroyed.", "Destroy complete! Resources: 43 destroyed."],
    ["webshop main │ aws_kms_key.artifacts: Still creating...", undefined],
    ["", undefined],
  ])("says what was done: %s", (line, shown) => {
    expect(buildLine(line)).toBe(shown);
  });

  it("is none where the controller reports an end that Terraform has told already", () => {
    const tail = ["a.b: Destruction complete after 0s", "Destroy complete! Resources: 43 destroyed.", "more"];
    expect(buildLine(reportLine({ kind: "destroyed", tail }))).toBeUndefined();
  });

  it("says why a run failed, in words", () => {
    const failure = {
      class: "network",
      message: "A service of AWS could not be reached.\nMore.",
      hint: "Wait.",
    };
    const tail = ["Apply complete! Resources: 1 added."];
    expect(buildLine(reportLine({ kind: "failed", failure, tail }))).toBe(
      "failed  A service of AWS could not be reached.",
    );
  });

  it("is none where a line of JSON came in parts", () => {
    const tail = ["Destroy complete! Resources: 43 destroyed.", "more"];
    expect(buildLine(reportLine({ kind: "destroyed", tail }).slice(0, -10))).toBeUndefined();
  });
});
