import { describe, expect, it } from "vitest";
import { countByStatus, parseJUnit } from "./reports.js";

const xml = `<?xml version="1.0"?>
<testsuites>
  <testsuite name="outer">
    <testcase name="passes" classname="pkg.A" time="0.25"/>
    <testcase name="fails" classname="pkg.A" time="1,000.5"><failure message="expected &lt;1&gt;">trace</failure></testcase>
    <testcase name="breaks"><error><![CDATA[stack & more]]></error></testcase>
    <testsuite name="inner"><testcase name="skipped"><skipped/></testcase></testsuite>
  </testsuite>
</testsuites>`;

describe("a JUnit report", () => {
  it("gives each test with its suite, status, duration and message", () => {
    expect(parseJUnit(xml, "r.xml", "unit")).toEqual([
      testCase({ name: "passes", prefix: "pkg.A", durationInNanoSeconds: 250_000_000 }),
      testCase({
        name: "fails",
        prefix: "pkg.A",
        status: "FAILED",
        message: "expected <1>",
        durationInNanoSeconds: 1_000_500_000_000,
      }),
      testCase({ name: "breaks", status: "ERROR", message: "stack & more" }),
      testCase({ name: "skipped", testSuiteName: "inner", status: "SKIPPED" }),
    ]);
  });

  it("is counted by status", () => {
    const cases = parseJUnit(xml, "r.xml", "unit");
    expect(countByStatus(cases)).toEqual({ SUCCEEDED: 1, FAILED: 1, ERROR: 1, SKIPPED: 1, UNKNOWN: 0 });
  });

  it("may be a single suite, even an empty one", () => {
    expect(parseJUnit('<testsuite name="s"/>', "r.xml", "unit")).toEqual([]);
  });

  it.each([
    ["is not well-formed", "<testsuite>", "r.xml is not well-formed XML"],
    ["is no JUnit", "<html/>", "r.xml holds no testsuite"],
  ])("that %s is refused", (_, text, reason) => {
    expect(() => parseJUnit(text, "r.xml", "unit")).toThrow(
      `Error in UPLOAD_ARTIFACTS phase: [unit: [${reason}]]`,
    );
  });
});

function testCase(more: object) {
  return {
    prefix: "",
    testSuiteName: "outer",
    status: "SUCCEEDED",
    durationInNanoSeconds: 0,
    message: "",
    testRawDataPath: "r.xml",
    ...more,
  };
}
