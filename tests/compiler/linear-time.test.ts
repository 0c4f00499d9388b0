import { describe, expect, it } from "vitest";
import { compileReading } from "../../compiler/compile.js";
import { readItems } from "../../compiler/reading/index.js";
import { defaultSettings } from "../../compiler/settings/index.js";
import { times } from "../../testing/items/times.js";

const settings = defaultSettings();
const keys = "RepoName: a\nRepoTag: b\n";

/** Lines of one kind, as many as fill a text. */
function filled(bytes: number, line: (index: number) => string, separator: string): string {
  const lines: string[] = [];
  for (let left = bytes; left > 0; ) {
    const next = line(lines.length);
    lines.push(next);
    left -= next.length + separator.length;
  }
  return lines.join(separator);
}

const environment = '{"AwsAccountId":"222222222222","Deploy":true}';

/** The texts that took longest, for their length, of all that were tried. */
const worst: [string, (bytes: number) => string][] = [
  ["quotes without an end", (bytes) => `"${'\\"'.repeat(bytes / 2)}`],
  ["unknown keys in JSON", (bytes) => `{${filled(bytes, (n) => `"k${n}":1`, ",")}}`],
  ["unknown keys in YAML", (bytes) => keys + filled(bytes, (n) => `k${n}: 1`, "\n")],
  ["repeated keys", (bytes) => `{${filled(bytes, () => '"a":1', ",\n")}}`],
  ["anchors", (bytes) => `${keys}x:\n${filled(bytes, (n) => `- &a${n} x\n- *a${n}`, "\n")}`],
  ["brackets", (bytes) => "[".repeat(bytes)],
  ["questions", (bytes) => "? ".repeat(bytes / 2)],
  ["documents", (bytes) => filled(bytes, () => "a: 1", "\n---\n")],
  ["lines of JSON", (bytes) => filled(bytes, (n) => `{"RepoName":"a","RepoTag":"b${n}"}`, "\n")],
  [
    "environments",
    (bytes) =>
      `{"RepoName":"a","RepoTag":"b","DeploymentConfigurations":{${filled(bytes, (n) => `"E${n}":${environment}`, ",")}}}`,
  ],
  ["one long text", (bytes) => `{"RepoName":"${"a".repeat(bytes)}","RepoTag":"b"}`],
  ["spaces that are none", (bytes) => `{"RepoName":"${"\u00a0".repeat(bytes / 2)}","RepoTag":"b"}`],
];

/** Milliseconds of this process's own work: what else the machine does counts less than on a clock. */
function workOf(text: string): number {
  const before = process.cpuUsage();
  compileReading(readItems(["-"], { settings, stdin: () => text }), settings);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** What a table's item may hold, or a tenth of it for what takes seconds; the long tests take the whole of those too. */
const whole = 200_000;
const slow = ["unknown keys in JSON", "unknown keys in YAML", "anchors", "documents", "lines of JSON"];
const lengthFor = (name: string) => (slow.includes(name) ? times(whole / 10) : whole);

const least = (text: string, before: number) => Math.min(before, workOf(text));
/** Twice the text takes twice the work: what takes four times as much does so every time. */
const most = 2.5;
const tries = 6;
/** Of a work that is over in no time, the collector's is half. */
const noiseMs = 10;

describe("validating a text", () => {
  it.each(worst)("takes work in proportion to its length: %s", (name, textOf) => {
    const shorter = lengthFor(name);
    const [short, long] = [textOf(shorter), textOf(2 * shorter)];
    let [ofShort, ofLong] = [workOf(short), workOf(long)];
    for (let round = 1; round < tries && ofLong > most * ofShort + noiseMs; round += 1) {
      ofShort = least(short, ofShort);
      ofLong = least(long, ofLong);
    }
    expect(ofLong).toBeLessThanOrEqual(most * ofShort + noiseMs);
  });
});
