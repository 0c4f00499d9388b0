import {
  type ActionExecutionDetail,
  ApprovalAlreadyCompletedException,
  type GetPipelineStateCommandOutput,
  InvalidApprovalTokenException,
} from "@aws-sdk/client-codepipeline";
import { type AskFrom, needsPerson, type Review, reviewIn } from "../deployments/index.js";

/** An approval that has begun to wait. */
export interface StartedApproval {
  readonly pipeline: string;
  readonly execution: string;
  readonly stage: string;
  readonly action: string;
  /** The id of this run of the action. */
  readonly run: string;
  readonly environment: string;
}

/** Of CodePipeline, what is needed here. */
export interface ApprovalCalls {
  /** Every run of every action of an execution. */
  runsOf(pipeline: string, execution: string): Promise<readonly ActionExecutionDetail[]>;
  stateOf(pipeline: string): Promise<Pick<GetPipelineStateCommandOutput, "stageStates">>;
  approve(approval: StartedApproval, token: string, summary: string): Promise<unknown>;
}

/** Whether it was answered, and why or why not. */
export interface GateAnswer {
  readonly isAnswered: boolean;
  readonly reason: string;
}

export type ApprovalGate = (approval: StartedApproval) => Promise<GateAnswer>;

export interface GateParts {
  readonly calls: ApprovalCalls;
  readonly limits: ApprovalLimits;
  readonly pause: (ms: number) => Promise<void>;
}

/** By account, `*` for those that are not named: from which class on the installation wants a person asked, whatever an item says. */
export type ApprovalLimits = Readonly<Record<string, AskFrom>>;

/**
 * Answers an approval that nobody needs to look at: the environment's review, in the same stage of the same execution, says that the plan is
 * below what people want to be asked for. Whatever is missing or odd leaves the question to a person.
 */
export function approvalGate({ calls, limits, pause }: GateParts): ApprovalGate {
  return async (approval) => {
    const review = reviewIn(await calls.runsOf(approval.pipeline, approval.execution), approval);
    if (!review) return left("There is no sound review in its stage and execution.");
    if (isWanted(review, limits)) return left(`Its class is ${review.class}, which a person is asked for.`);
    const token = await tokenOf(approval, calls, pause);
    if (token === undefined) return left("It waits no more, or another execution is in its place.");
    const summary = `Nobody was asked: ${review.summary}`.slice(0, mostSummary);
    return answer(() => calls.approve(approval, token, summary), review);
  };
}

/** PutApprovalResult takes as many characters (CodePipeline API reference, ApprovalResult). */
const mostSummary = 512;

function isWanted({ class: found, approveWhen, account }: Review, limits: ApprovalLimits): boolean {
  const least = limits[account] ?? limits["*"];
  return needsPerson(found, approveWhen, ...(least === undefined ? [] : [least]));
}

function left(reason: string): GateAnswer {
  return { isAnswered: false, reason };
}

/** Somebody may have been first. */
async function answer(approve: () => Promise<unknown>, review: Review): Promise<GateAnswer> {
  try {
    await approve();
    return { isAnswered: true, reason: `The class of its plan is ${review.class}.` };
  } catch (error) {
    const isOver =
      error instanceof ApprovalAlreadyCompletedException || error instanceof InvalidApprovalTokenException;
    if (isOver) return left("It was answered already.");
    throw error;
  }
}

/** An event may come before the state that it tells of can be read. */
const looks = 4;

/** Of exactly this run in this execution; undefined where it does not wait. */
async function tokenOf(
  approval: StartedApproval,
  calls: ApprovalCalls,
  pause: GateParts["pause"],
): Promise<string | undefined> {
  for (let look = 0; look < looks; look++) {
    if (look > 0) await pause(500 * 2 ** look);
    const { stageStates = [] } = await calls.stateOf(approval.pipeline);
    const stage = stageStates.find(({ stageName }) => stageName === approval.stage);
    const isHere = stage?.latestExecution?.pipelineExecutionId === approval.execution;
    const action = stage?.actionStates?.find(({ actionName }) => actionName === approval.action);
    const latest = action?.latestExecution;
    if (!isHere || latest?.actionExecutionId !== approval.run) continue;
    if (latest.status !== "InProgress") return undefined;
    if (latest.token) return latest.token;
  }
  return undefined;
}
