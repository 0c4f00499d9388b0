import { readFile } from "node:fs/promises";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { collectFiles } from "./artifacts.js";
import type { ReportSpec } from "./buildspec.js";
import { BuildFailure } from "./phases.js";

export type TestStatus = "SUCCEEDED" | "FAILED" | "ERROR" | "SKIPPED" | "UNKNOWN";

/** One test, in the words of CodeBuild's `TestCase`. */
export interface TestCase {
  readonly name: string;
  /** The class that the test stands in. */
  readonly prefix: string;
  readonly testSuiteName: string;
  readonly status: TestStatus;
  readonly durationInNanoSeconds: number;
  readonly message: string;
  readonly testRawDataPath: string;
}

export interface TestReport {
  /** The report group's name or ARN, as in the buildspec. */
  readonly group: string;
  readonly status: "SUCCEEDED" | "FAILED";
  readonly cases: readonly TestCase[];
}

/** Reads the JUnit XML files that one `reports` entry of a buildspec names. */
export async function readReport(root: string, spec: ReportSpec): Promise<TestReport> {
  const files = await collectFiles(root, spec);
  if (files.length === 0) throw reportFailure(spec.group, "report files not found in build");
  const cases: TestCase[] = [];
  for (const file of files) {
    cases.push(...parseJUnit(await readFile(file.source, "utf8"), file.path, spec.group));
  }
  return { group: spec.group, status: cases.some(isBad) ? "FAILED" : "SUCCEEDED", cases };
}

export function reportFailure(group: string, reason: string): BuildFailure {
  return new BuildFailure("CLIENT_ERROR", `Error in UPLOAD_ARTIFACTS phase: [${group}: [${reason}]]`);
}

/** How many tests ended in which way, as `TestReportSummary` counts them. */
export function countByStatus(cases: readonly TestCase[]): Record<TestStatus, number> {
  const counts = { SUCCEEDED: 0, FAILED: 0, ERROR: 0, SKIPPED: 0, UNKNOWN: 0 };
  for (const testCase of cases) counts[testCase.status] += 1;
  return counts;
}

function isBad(testCase: TestCase): boolean {
  return testCase.status === "FAILED" || testCase.status === "ERROR";
}

type Node = Readonly<Record<string, unknown>>;

const listed = new Set(["testsuite", "testcase", "failure", "error", "skipped"]);

export function parseJUnit(xml: string, path: string, group: string): TestCase[] {
  if (XMLValidator.validate(xml) !== true) throw reportFailure(group, `${path} is not well-formed XML`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseAttributeValue: false,
    parseTagValue: false,
    isArray: (name) => listed.has(name),
  });
  const root = parser.parse(xml) as Node;
  const suites = suitesIn(root.testsuites ?? root);
  if (suites.length === 0) throw reportFailure(group, `${path} holds no testsuite`);
  return suites.flatMap((suite) => casesOf(suite, path));
}

/** Suites may stand in suites. */
function suitesIn(value: unknown): Node[] {
  if (!isNode(value)) return [];
  return nodes(value.testsuite).flatMap((suite) => [suite, ...suitesIn(suite)]);
}

function casesOf(suite: Node, path: string): TestCase[] {
  return nodes(suite.testcase).map((node) => ({
    name: attribute(node, "name"),
    prefix: attribute(node, "classname"),
    testSuiteName: attribute(suite, "name"),
    ...outcome(node),
    durationInNanoSeconds: Math.round((Number(attribute(node, "time").replaceAll(",", "")) || 0) * 1e9),
    testRawDataPath: path,
  }));
}

function outcome(node: Node): { status: TestStatus; message: string } {
  const kinds = [
    ["error", "ERROR"],
    ["failure", "FAILED"],
    ["skipped", "SKIPPED"],
  ] as const;
  const kind = kinds.find(([tag]) => node[tag] !== undefined);
  if (kind === undefined) return { status: "SUCCEEDED", message: "" };
  return { status: kind[1], message: messageOf(node[kind[0]]) };
}

function messageOf(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value;
  if (!isNode(first)) return typeof first === "string" ? first : "";
  const text = first["#text"];
  return attribute(first, "message") || (typeof text === "string" ? text : "");
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function attribute(node: Node, name: string): string {
  const value = node[`@${name}`];
  return typeof value === "string" ? value : "";
}
