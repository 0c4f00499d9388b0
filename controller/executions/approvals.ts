import type {
  ActionDeclaration,
  ActionExecutionDetail,
  StageDeclaration,
  StageState,
} from "@aws-sdk/client-codepipeline";
import { parseArn } from "../../compiler/iam/index.js";
import { reviewIn } from "../deployments/index.js";
import { usualApprovalMinutes } from "../records/index.js";
import { environmentOf } from "./environments.js";
import type { ChangeSetPlace, ReviewView, WaitingApproval } from "./views.js";

export interface StageAnswers {
  readonly declared: StageDeclaration;
  readonly state: StageState | undefined;
  /** Of the execution that entered last. */
  readonly runs: readonly ActionExecutionDetail[];
  /** Of the pipeline. */
  readonly region: string;
}

/** The approvals that wait in a stage. Only an open one has a token (API reference, ActionExecution). */
export function approvalsIn({ declared, state, runs, region }: StageAnswers): WaitingApproval[] {
  return (declared.actions ?? []).flatMap((action) => {
    const environment = environmentOf(action);
    const latest = state?.actionStates?.find(({ actionName }) => actionName === action.name)?.latestExecution;
    const run = runs.find(({ actionExecutionId: id }) => id === latest?.actionExecutionId);
    if (action.actionTypeId?.category !== "Approval" || !environment || !latest?.token || !run) return [];
    const execution = run.pipelineExecutionId ?? "";
    const review = reviewOf(runs, { execution, stage: declared.name ?? "", environment });
    const words = run.input?.resolvedConfiguration?.CustomData ?? action.configuration?.CustomData;
    return [
      {
        ...{ environment, stage: declared.name ?? "", action: action.name ?? "" },
        ...{ execution, token: latest.token },
        ...waiting(action, run.startTime ?? new Date(0)),
        ...(words && { words }),
        ...(review && { review }),
        newer: inboundOf(state),
        changeSets: changeSetsOf(declared, environment, region),
      },
    ];
  });
}

function reviewOf(
  runs: StageAnswers["runs"],
  asked: { readonly execution: string; readonly stage: string; readonly environment: string },
): ReviewView | undefined {
  const review = reviewIn(runs, asked);
  return (
    review && { class: review.class, summary: review.summary, ...(review.link && { link: review.link }) }
  );
}

/** The ids of the executions in front of a stage. */
export function inboundOf({ inboundExecutions, inboundExecution }: StageState = {}): string[] {
  const all = inboundExecutions ?? (inboundExecution ? [inboundExecution] : []);
  return all.flatMap(({ pipelineExecutionId }) => pipelineExecutionId ?? []);
}

function waiting({ timeoutInMinutes = usualApprovalMinutes }: ActionDeclaration, since: Date) {
  const until = new Date(since.getTime() + timeoutInMinutes * 60_000);
  return { since: since.toISOString(), until: until.toISOString() };
}

function changeSetsOf({ actions = [] }: StageDeclaration, environment: string, region: string) {
  return actions.flatMap((action): ChangeSetPlace[] => {
    const { ActionMode, StackName: stack, ChangeSetName: changeSet } = action.configuration ?? {};
    const account = parseArn(action.roleArn ?? "")?.account;
    if (ActionMode !== "CHANGE_SET_EXECUTE" || environmentOf(action) !== environment) return [];
    return stack && changeSet && account
      ? [{ account, region: action.region ?? region, stack, changeSet }]
      : [];
  });
}
