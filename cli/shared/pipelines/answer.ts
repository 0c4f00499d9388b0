import {
  ApprovalAlreadyCompletedException,
  InvalidApprovalTokenException,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import type { PipelineView, WaitingApproval } from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { confirm } from "../confirm.js";
import type { InstallationOptions } from "../installation.js";
import { endWith } from "../refuse.js";
import type { Terminal } from "../terminal.js";
import { lookAtChangeSets, type SeenChangeSet } from "./change-sets.js";
import { type LivePipeline, withLivePipeline } from "./live-pipeline.js";
import { whyNothingWaits } from "./nothing-waits.js";
import { printApproval } from "./print-approval.js";
import { shortId } from "./words.js";

export interface Answer {
  readonly key: PipelineKey;
  readonly environment: string;
  readonly verdict: "Approved" | "Rejected";
  /** What is answered only if a newer execution waits behind it, and why where nobody said so. */
  readonly supersededOnly?: boolean;
}

export interface AnswerOptions extends InstallationOptions {
  readonly message?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Shows what waits in an environment, asks, and answers exactly that. JSON: `{"repo", "branch", "environment", "execution",
 * "answer", "changeSets"}`.
 */
export function answerApproval(answer: Answer, options: AnswerOptions, out: Terminal): Promise<void> {
  const { key, environment, verdict } = answer;
  return withLivePipeline(key, options, out, async (pipeline) => {
    const view = await pipeline.read();
    const waiting = requireApproval(view, answer, out);
    if (answer.supersededOnly && waiting.newer.length === 0) refuseUnless(waiting, out);
    const { settings } = pipeline.installation;
    const changeSets = await lookAtChangeSets(waiting.changeSets, settings);
    printApproval({ ...waiting, changeSets }, view, new Date(), out);
    const verb = verdict === "Approved" ? "Approve" : "Reject";
    await confirm(`${verb} ${environment} of ${shownKey(key)}?`, out, { yes: options.yes });
    refuseIfMadeAnew(changeSets, await lookAtChangeSets(waiting.changeSets, settings), out);
    await send(pipeline, answer, waiting, options.message, out);
    out.say(out.colors.green(`${environment} of ${shownKey(key)} is ${verdict.toLowerCase()}.`));
    if (!options.json) return;
    const { repository: repo, branch } = key;
    const { execution } = waiting;
    out.data({ repo, branch, environment, execution, answer: verdict.toLowerCase(), changeSets });
  });
}

function requireApproval(view: PipelineView, { key, environment }: Answer, out: Terminal): WaitingApproval {
  const found = view.approvals.find((approval) => approval.environment === environment);
  return found ?? endWith(whyNothingWaits(view, key, environment), out);
}

function refuseUnless({ environment, execution }: WaitingApproval, out: Terminal): never {
  endWith(
    `No newer execution waits behind ${shortId(execution)} in ${environment}, so nothing supersedes it.\n` +
      "Leave out --superseded to reject it all the same.",
    out,
  );
}

/** Somebody may have replaced a change set by hand while the question stood there. */
function refuseIfMadeAnew(
  shown: readonly SeenChangeSet[],
  now: readonly SeenChangeSet[],
  out: Terminal,
): void {
  const isAnother = shown.some((before, index) => {
    const after = now[index];
    return after !== undefined && "id" in before && "id" in after && before.id !== after.id;
  });
  if (isAnother)
    endWith("The change set was made anew while you looked at it: look again.\nNothing was answered.", out);
}

async function send(
  { client, name, read }: LivePipeline,
  { verdict, supersededOnly }: Answer,
  { token, stage, action, newer, environment }: WaitingApproval,
  message: string | undefined,
  out: Terminal,
): Promise<void> {
  const reason = supersededOnly ? `Superseded by ${newer.at(-1)}` : "";
  const request = new PutApprovalResultCommand({
    ...{ pipelineName: name, stageName: stage, actionName: action, token },
    result: { status: verdict, summary: message ?? reason },
  });
  try {
    await client.send(request);
  } catch (error) {
    const isOver =
      error instanceof InvalidApprovalTokenException || error instanceof ApprovalAlreadyCompletedException;
    if (!isOver) throw error;
    const { approvals } = await read();
    const other = approvals.find((each) => each.environment === environment);
    endWith(
      other
        ? `Another execution waits now, ${shortId(other.execution)}: look again.\nNothing was answered.`
        : "Somebody has answered it meanwhile, or its time is over.\nNothing was answered; `stagewright executions` shows where it is.",
      out,
    );
  }
}
