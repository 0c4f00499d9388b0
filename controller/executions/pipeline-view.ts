import type {
  ActionExecutionDetail,
  PipelineDeclaration,
  PipelineExecutionSummary,
  StageDeclaration,
  StageState,
} from "@aws-sdk/client-codepipeline";
import { pipelineLink } from "../../compiler/iam/index.js";
import { approvalsIn, inboundOf, type StageAnswers } from "./approvals.js";
import { type Authors, commitsOf } from "./commits.js";
import { askingIn, environmentsOf } from "./environments.js";
import { logPlaceOf } from "./log-place.js";
import type { ActionView, ExecutionView, FailedAction, PipelineView, StageView } from "./views.js";

/** What CodePipeline answers of one pipeline. */
export interface PipelineAnswers {
  readonly region: string;
  readonly declaration: Partial<PipelineDeclaration>;
  readonly states: readonly StageState[];
  /** The newest first. */
  readonly summaries: readonly PipelineExecutionSummary[];
  /** Of the executions that entered a stage last, the oldest first. */
  readonly runs: readonly ActionExecutionDetail[];
  readonly authors?: Authors;
}

export function pipelineView(answers: PipelineAnswers): PipelineView {
  const { region, declaration, summaries } = answers;
  const name = declaration.name ?? "";
  const stages = (declaration.stages ?? []).map((declared) => answersFor(declared, answers));
  return {
    name,
    link: pipelineLink(name, region),
    stages: stages.map(stageView),
    approvals: stages.flatMap(approvalsIn),
    failures: stages.flatMap(failuresIn),
    executions: summaries.map((summary) => executionView(summary, answers)),
  };
}

function answersFor(declared: StageDeclaration, { states, runs, region }: PipelineAnswers): StageAnswers {
  const state = states.find(({ stageName }) => stageName === declared.name);
  const id = state?.latestExecution?.pipelineExecutionId;
  const isHere = (run: ActionExecutionDetail) =>
    run.stageName === declared.name && run.pipelineExecutionId === id;
  return { declared, state, runs: runs.filter(isHere), region };
}

function stageView({ declared, state, runs }: StageAnswers): StageView {
  const { pipelineExecutionId: execution, status } = state?.latestExecution ?? {};
  const { enabled = true, lastChangedBy = "", lastChangedAt, disabledReason = "" } = transitionInto(state);
  const since = lastChangedAt?.toISOString() ?? "";
  return {
    name: declared.name ?? "",
    environments: environmentsOf(declared),
    asks: askingIn(declared),
    ...(status && { status }),
    ...(execution && { execution }),
    waiting: inboundOf(state),
    ...(!enabled && { held: { by: lastChangedBy, since, reason: disabledReason } }),
    actions: (declared.actions ?? []).map(({ name = "" }) => actionView(name, lastRun(runs, name))),
  };
}

function transitionInto(state: StageState | undefined) {
  return state?.inboundTransitionState ?? {};
}

/** A retry runs an action again: the last run counts. */
function lastRun(runs: readonly ActionExecutionDetail[], name: string): ActionExecutionDetail | undefined {
  return runs.findLast(({ actionName }) => actionName === name);
}

function actionView(name: string, run: ActionExecutionDetail | undefined): ActionView {
  const { externalExecutionSummary: summary, externalExecutionUrl: link } =
    run?.output?.executionResult ?? {};
  return {
    name,
    ...(run?.status && { status: run.status }),
    ...(run?.startTime && { started: run.startTime.toISOString() }),
    ...endOf(run),
    ...(summary && { summary }),
    ...(link && { link }),
  };
}

function endOf({ status, lastUpdateTime, updatedBy, input }: ActionExecutionDetail = {}) {
  if (!status || status === "InProgress") return {};
  const isApproval = input?.actionTypeId?.category === "Approval";
  return {
    ...(lastUpdateTime && { ended: lastUpdateTime.toISOString() }),
    ...(isApproval && updatedBy && { answeredBy: updatedBy }),
  };
}

function failuresIn({ declared, state, runs }: StageAnswers): FailedAction[] {
  if (state?.latestExecution?.status !== "Failed") return [];
  const last = (declared.actions ?? []).flatMap(({ name = "" }) => lastRun(runs, name) ?? []);
  return last.filter(({ status }) => status === "Failed").map(failedAction);
}

function failedAction(run: ActionExecutionDetail): FailedAction {
  const {
    errorDetails,
    externalExecutionSummary,
    externalExecutionUrl: link,
  } = run.output?.executionResult ?? {};
  const log = logPlaceOf(run);
  return {
    stage: run.stageName ?? "",
    action: run.actionName ?? "",
    execution: run.pipelineExecutionId ?? "",
    message: errorDetails?.message || externalExecutionSummary || "AWS does not say why.",
    ...(link && { link }),
    ...(log && { log }),
    needsAllActions: run.input?.configuration?.ActionMode === "CHANGE_SET_EXECUTE",
  };
}

/** `runs`, as far as they are known, tell who wrote what it runs. */
export function executionView(
  summary: PipelineExecutionSummary,
  { runs = [], authors }: Partial<Pick<PipelineAnswers, "runs" | "authors">> = {},
): ExecutionView {
  const { pipelineExecutionId: id = "", trigger, rollbackMetadata, stopTrigger } = summary;
  const rollbackTo = rollbackMetadata?.rollbackTargetPipelineExecutionId;
  const own = runs.filter(({ pipelineExecutionId }) => pipelineExecutionId === id);
  return {
    id,
    status: summary.status ?? "",
    started: summary.startTime?.toISOString() ?? "",
    updated: summary.lastUpdateTime?.toISOString() ?? "",
    trigger: { type: trigger?.triggerType ?? "", detail: trigger?.triggerDetail ?? "" },
    ...(rollbackTo && { rollbackTo }),
    ...(stopTrigger?.reason && { stopReason: stopTrigger.reason }),
    commits: commitsOf(summary.sourceRevisions, own, authors),
  };
}
