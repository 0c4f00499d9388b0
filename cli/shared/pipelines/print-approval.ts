import type {
  ExecutionView,
  PipelineView,
  ProposedChange,
  ReviewView,
  WaitingApproval,
} from "../../../controller/executions/index.js";
import { shortly } from "../../../controller/records/index.js";
import type { Terminal } from "../terminal.js";
import type { SeenChangeSet } from "./change-sets.js";
import { ageOf } from "./durations.js";
import { commitInWords, shortId } from "./words.js";

/** A waiting approval, with what its change sets would do. */
export interface SeenApproval extends Omit<WaitingApproval, "changeSets"> {
  readonly changeSets: readonly SeenChangeSet[];
}

/** What waits, since when, for which commit, and what would change. */
export function printApproval(
  approval: SeenApproval,
  { executions }: Pick<PipelineView, "executions">,
  now: Date,
  { say, colors }: Terminal,
): void {
  const { environment, since, until, execution, words, newer, changeSets, review } = approval;
  say(
    `${colors.bold(environment)} ${colors.yellow("waits for approval")} since ${since} (${ageOf(since, now)}), until ${until}`,
  );
  for (const line of commitsOfExecution(execution, executions)) say(`  ${line}`);
  if (words) say(`  ${shortly(words)}`);
  if (newer.length > 0) say(`  Behind it waits ${newer.map(shortId).join(", ")}, which is newer.`);
  for (const changeSet of changeSets) for (const line of changeSetLines(changeSet)) say(`  ${line}`);
  for (const line of review ? reviewLines(review) : []) say(`  ${line}`);
  if (changeSets.length === 0 && !review)
    say("  It has no change set: what lies in the artifact bucket is deployed.");
}

/** Both were looked at where they were read: one line each, that does nothing but say it. */
function reviewLines({ summary, link }: ReviewView): string[] {
  return [`Terraform would change: ${summary}`, ...(link === undefined ? [] : [`The whole plan: ${link}`])];
}

function commitsOfExecution(id: string, executions: readonly ExecutionView[]): string[] {
  const execution = executions.find((each) => each.id === id);
  const commits = (execution?.commits ?? []).map((commit) => `${commit.action}: ${commitInWords(commit)}`);
  return [`execution ${shortId(id)}`, ...commits];
}

/** Longer change sets are not read on a terminal; `--json` has all of it. */
const mostShown = 50;

function changeSetLines(changeSet: SeenChangeSet): string[] {
  const where = `the stack ${changeSet.stack} in ${changeSet.account}`;
  if ("unseen" in changeSet)
    return [`What would change of ${where} cannot be seen: ${shortly(changeSet.unseen)}`];
  const { changes, problem } = changeSet;
  if (problem) return [`The change set of ${where} cannot be executed: ${shortly(problem)}`];
  if (changes.length === 0) return [`Nothing would change of ${where}.`];
  const more = changes.length - mostShown;
  return [
    `Of ${where} would change:`,
    ...changes.slice(0, mostShown).map((change) => `  ${changeInWords(change)}`),
    ...(more > 0 ? [`  … and ${more} more; --json has all`] : []),
  ];
}

const marks: Readonly<Record<string, string>> = { Add: "+", Remove: "-", Modify: "~" };
const replacements: Readonly<Record<string, string>> = {
  True: ", replaced by a new one",
  Conditional: ", perhaps replaced by a new one",
};

function changeInWords({ action, logicalId, type, replacement = "" }: ProposedChange): string {
  return `${marks[action] ?? action} ${logicalId} (${type})${replacements[replacement] ?? ""}`;
}
