import { isPending, keyText, type LedgerRecord, type PipelineKey } from "../../controller/records/index.js";
import { type BuildTimes, mostAtOnce } from "../../testing/installation/builds.js";
import { overlaps } from "../chaos/overlaps.js";
import type { Entry } from "../chaos/program/journal.js";
import type { Written } from "./change.js";

/** What CodeBuild, Terraform's journal and the ledger tell of a change of many items, when all is at rest. */
export interface Evidence {
  readonly written: Written;
  /** How many builds may run at once. */
  readonly limit: number;
  readonly builds: readonly BuildTimes[];
  readonly journal: readonly Entry[];
  readonly records: readonly LedgerRecord[];
}

/** Everything that speaks against it, in words: too many builds, a pipeline forgotten or worked on in vain. */
export function faultsIn(evidence: Evidence): string[] {
  return [
    ...faultsOfBuilds(evidence),
    ...overlaps(evidence.journal),
    ...[...evidence.written].flatMap(([key, versions]) => faultsOfPipeline(key, versions.length, evidence)),
  ];
}

function faultsOfBuilds({ builds, limit }: Evidence): string[] {
  const most = mostAtOnce(builds);
  const bad = builds.filter(({ status }) => status !== "SUCCEEDED");
  return [
    ...(most > limit ? [`${most} builds ran at once, ${limit} are allowed`] : []),
    ...bad.map(({ arn, status }) => `${arn}: ${status}`),
  ];
}

/** Terraform runs once for each version that it is shown: at least for the newest, at most for all. */
function faultsOfPipeline(key: PipelineKey, versions: number, evidence: Evidence): string[] {
  const begun = evidence.journal.filter(
    ({ event, pipeline }) => event === "begun" && pipeline === key.branch,
  );
  const record = evidence.records.find((each) => keyText(each.key) === keyText(key));
  const runs = begun.length;
  const tooFew = runs === 0 ? ["Terraform never ran"] : [];
  const tooMany = runs > versions ? [`Terraform ran ${runs} times for ${versions} versions`] : [];
  const problems = [
    ...tooFew,
    ...tooMany,
    ...(record ? faultsOfRecord(record, runs, evidence) : ["no record"]),
  ];
  return problems.map((problem) => `${keyText(key)}: ${problem}`);
}

/** The ledger must have heard of every run, and of an owner that CodeBuild knows. */
function faultsOfRecord(record: LedgerRecord, runs: number, { builds }: Evidence): string[] {
  const applied = record.history.filter(({ kind }) => kind === "applied").length;
  const owner = record.outcome?.owner;
  return [
    ...(isPending(record) ? ["asked for, and not done"] : []),
    ...(record.lease ? ["still in somebody's hands"] : []),
    ...(record.lastAttempted || !record.lastApplied ? ["not known to be applied"] : []),
    ...(applied === runs ? [] : [`the ledger knows of ${applied} runs, Terraform of ${runs}`]),
    ...(builds.some(({ arn }) => arn === owner) ? [] : [`done by ${owner}, which is no build`]),
  ];
}
