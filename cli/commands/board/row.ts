import { pipelineLink } from "../../../compiler/iam/index.js";
import { pipelineId } from "../../../compiler/index.js";
import { pipelineName } from "../../../compiler/names/index.js";
import type { Settings } from "../../../compiler/settings/index.js";
import type { ActivityStatus, PipelineStatus } from "../../../controller/records/index.js";
import { explainFailure } from "../../../controller/repair/index.js";
import { type FleetOutcome, outcomesOf } from "../../shared/fleet/outcomes.js";

/** A pipeline as the board shows it, ready for JSON. */
export interface BoardRow extends WithoutFailures {
  /** The pipeline's id, by which its details are asked for. */
  readonly id: string;
  /** The most urgent first. */
  readonly outcomes: readonly FleetOutcome[];
  /** When anything happened last; empty where nothing has. */
  readonly changed: string;
  /** The controller's and the pipeline's own last one. */
  readonly failures: readonly ShownFailure[];
  /** In the console. */
  readonly links: { readonly pipeline: string; readonly execution?: string };
}

/** What failed is shown with what to do about it, and cut: it is not sent once more, whole. */
interface WithoutFailures extends Omit<PipelineStatus, "failure" | "activity"> {
  readonly activity?: Omit<ActivityStatus, "failure">;
}

export interface ShownFailure {
  readonly title: string;
  readonly message: string;
  readonly hint: string;
  readonly at?: string;
  readonly link?: string;
  /** False where it has been mended since. */
  readonly isCurrent: boolean;
}

export type RowPlace = Pick<Settings, "namePrefix" | "region">;

/** The name of a pipeline in AWS. */
export function nameInAws(
  { repo, branch }: Pick<PipelineStatus, "repo" | "branch">,
  { namePrefix }: RowPlace,
) {
  return pipelineName(namePrefix, pipelineId(repo, branch));
}

export function boardRow(status: PipelineStatus, place: RowPlace): BoardRow {
  const name = nameInAws(status, place);
  const { execution } = status.activity ?? {};
  const timeline = execution && pipelineLink(name, place.region, `executions/${execution.id}/timeline`);
  return {
    ...withoutFailures(status),
    id: pipelineId(status.repo, status.branch),
    outcomes: outcomesOf(status),
    changed: changedAt(status),
    failures: [...failureOfController(status), ...failureOfPipeline(status)],
    links: { pipeline: pipelineLink(name, place.region), ...(timeline && { execution: timeline }) },
  };
}

function withoutFailures({ failure: _, activity, ...status }: PipelineStatus): WithoutFailures {
  if (!activity) return status;
  const { failure: __, ...shown } = activity;
  return { ...status, activity: shown };
}

function changedAt({ requested, running, applied, activity }: PipelineStatus): string {
  const environments = (activity?.environments ?? []).map(({ since }) => since);
  const times = [requested, running?.since, applied, activity?.execution?.at, ...environments];
  return times.reduce<string>((latest, time = "") => (time > latest ? time : latest), "");
}

/** A page of a thousand has to stay small; the log has all of it. */
const mostCharacters = 2_000;

function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

function failureOfController({ failure, log }: PipelineStatus): ShownFailure[] {
  if (!failure) return [];
  const { message, hint } = failure;
  return [
    {
      title: `The controller: ${failure.class}`,
      ...{ message: cut(message), hint, isCurrent: true },
      ...(log && { link: log }),
    },
  ];
}

function failureOfPipeline({ repo, branch, activity }: PipelineStatus): ShownFailure[] {
  const { failure } = activity ?? {};
  if (!activity || !failure) return [];
  const { stage, action, message, at, link } = failure;
  return [
    {
      title: `${action} in ${stage}`,
      message: cut(message || "AWS does not say why."),
      hint: `${explained(message)}\`stagewright executions ${repo} ${branch}\` shows where it stands; \`retry\` runs it again.`.trim(),
      ...{ at, isCurrent: isCurrent(activity, failure) },
      ...(link !== undefined && { link }),
    },
  ];
}

/** Those classes whose hints hold for an action as they do for Terraform. */
const classesOfActions = new Set([
  "access-denied",
  "quota-reached",
  "region-not-enabled",
  "bucket-not-empty",
]);

function explained(message: string): string {
  const { class: kind, hint } = explainFailure(message);
  return classesOfActions.has(kind) ? `${hint}\n` : "";
}

/** Nothing has come through since. */
function isCurrent(
  { execution, environments }: ActivityStatus,
  { execution: failed }: NonNullable<ActivityStatus["failure"]>,
): boolean {
  return (
    (execution?.id === failed && execution.state === "Failed") ||
    environments.some((each) => each.state === "Failed" && each.execution === failed)
  );
}
