import { existsSync } from "node:fs";
import type { Diagnostic } from "../../../compiler/diagnostics/index.js";
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
import { Exit } from "../../shared/exit.js";
import { type Inputs, readInputs } from "../../shared/inputs.js";
import { printDiagnostics, type Terminal } from "../../shared/terminal.js";
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
  const [named, against] = [await inputsOf(given, options), await againstOf(options)];
  const diagnostics = [...named.diagnostics, ...(against?.diagnostics ?? [])];
  if (!("pipelines" in named) || (against && !("pipelines" in against)) || diagnostics.length > 0) {
    return refuse(diagnostics, options, out);
  }
  const [before, after] = inTable(given) && against ? [named, against] : [against, named];
  const answers = after.pipelines.map((pipeline) =>
    answerOf(pipeline, before?.pipelines, named.read.settings),
  );
  if (options.json) out.data({ pipelines: answers });
  else for (const answer of answers) printAnswer(answer, out);
}

type Read = Inputs | { diagnostics: readonly Diagnostic[] };

/** Two words that are no files name an item of the table. */
function inTable(given: readonly string[]): boolean {
  return given.length === 2 && given.every((word) => word !== "-" && !existsSync(word));
}

async function inputsOf(given: readonly string[], options: PoliciesOptions): Promise<Read> {
  if (!inTable(given)) return readInputs(given, options);
  const [repository = "", branch = ""] = given;
  const { readTableItem } = await import("./table-item.js");
  return readTableItem({ repository, branch }, options);
}

async function againstOf({ against, config }: PoliciesOptions): Promise<Read | undefined> {
  return against === undefined ? undefined : readInputs([against], { ...(config && { config }) });
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

function refuse(errors: readonly Diagnostic[], { json }: PoliciesOptions, out: Terminal): never {
  if (json) out.data({ errors });
  printDiagnostics(out, errors);
  throw new Exit(1);
}
