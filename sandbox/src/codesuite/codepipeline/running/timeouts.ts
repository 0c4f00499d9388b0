import type { ActionTypeId } from "../declaration.js";
import type { ActionRun } from "../flow/index.js";

const hour = 60;
const day = 24 * hour;

/** Minutes, from https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (time-outs), by provider and by category. */
const ofProvider: Readonly<Record<string, number>> = {
  "Approval/Manual": 7 * day,
  "Deploy/CloudFormation": 3 * day,
  "Deploy/CodeDeploy": 5 * day,
  "Deploy/CodeDeployToECS": 5 * day,
  "Deploy/S3": 90,
  "Invoke/Lambda": day,
  "Invoke/StepFunctions": 7 * day,
  "Compute/Commands": 55,
};
const ofCategory: Readonly<Record<string, number>> = { Build: 36 * hour, Test: 8 * hour };

/** Minutes in which an action must hear of its provider: "If the Lambda function has sent no reply after 20 minutes, the action times out" (…/limits.html). */
const silence: Readonly<Record<string, number>> = { "Invoke/Lambda": 20 };

/** When a run is over, in milliseconds since the epoch: an answer that it goes on begins its silence anew, and never its time. */
export function deadlineOf(
  run: Pick<ActionRun, "actionTypeId" | "timeoutInMinutes" | "startTime" | "updateTime">,
  minuteMs: number,
): number {
  const { category, provider } = run.actionTypeId;
  const quiet = silence[`${category}/${provider}`] ?? Number.POSITIVE_INFINITY;
  const whole = Date.parse(run.startTime) + minutesFor(run) * minuteMs;
  return Math.min(whole, Date.parse(run.updateTime) + quiet * minuteMs);
}

/** Minutes that a run may take. What a declaration says holds for approvals (…/action-requirements.html, timeoutInMinutes). */
export function minutesFor({
  actionTypeId,
  timeoutInMinutes,
}: Pick<ActionRun, "actionTypeId" | "timeoutInMinutes">): number {
  return timeoutInMinutes ?? defaultFor(actionTypeId);
}

function defaultFor({ category, provider }: ActionTypeId): number {
  return ofProvider[`${category}/${provider}`] ?? ofCategory[category] ?? hour;
}
