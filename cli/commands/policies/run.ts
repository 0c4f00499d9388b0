import { existsSync } from "node:fs";
import {
  compareReports,
  comparisonInWords,
  type Pipeline,
  type PolicyReport,
  policyReport,
  type ReportComparison,
  reportInWords,
} from "../../../compiler/pipeline/index.js";
import type { Settings } from "../../../compiler/settings/index.js";
import { areSound, type ReadInputs, readAgainst, readInputs } from "../../shared/inputs.js";
import { refuse } from "../../shared/refuse.js";
import type { Terminal } from "../../shared/terminal.js";
import type { PoliciesOptions } from "./command.js";

interface Answer extends PolicyReport {
  readonly changes?: ReportComparison;
}

/**
 * Says who may do what on which resource. With `--against` also what the items named first widen and narrow of those
 * named there; for an item of the table, what the file there would widen and narrow. JSON: `{"pipelines": […]}`, or
 * `{"errors": […]}`.
 */
export async function policies(
  given: readonly string[],
  options: PoliciesOptions,
  out: Terminal,
): Promise<void> {
  const [named, against] = [await inputsOf(given, options), await readAgainst(options)];
  if (!areSound(named) || (against && !areSound(against)))
    return refuse([...named.diagnostics, ...(against?.diagnostics ?? [])], options, out);
  const [before, after] = inTable(given) && against ? [named, against] : [against, named];
  const answers = after.pipelines.map((pipeline) =>
    answerOf(pipeline, before?.pipelines, named.read.settings),
  );
  if (options.json) out.data({ pipelines: answers });
  else for (const answer of answers) printAnswer(answer, out);
}

/** Two words that are no files name an item of the table. */
function inTable(given: readonly string[]): boolean {
  return given.length === 2 && given.every((word) => word !== "-" && !existsSync(word));
}

async function inputsOf(given: readonly string[], options: PoliciesOptions): Promise<ReadInputs> {
  if (!inTable(given)) return readInputs(given, options);
  const [repository = "", branch = ""] = given;
  const { readTableItem } = await import("./table-item.js");
  return readTableItem({ repository, branch }, options);
}

function answerOf(pipeline: Pipeline, before: readonly Pipeline[] | undefined, settings: Settings): Answer {
  const report = policyReport(pipeline, settings);
  if (!before) return report;
  const same = before.find(({ id }) => id === pipeline.id);
  return { ...report, changes: compareReports(same && policyReport(same, settings), report) };
}

function printAnswer(answer: Answer, out: Terminal): void {
  const lines = answer.changes
    ? [
        `${answer.pipeline}: ${answer.repository}, branch ${answer.branch}`,
        ...comparisonInWords(answer.changes),
      ]
    : reportInWords(answer);
  for (const line of lines) out.say(line);
}
