import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloudFormationClient,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import type { StuckStack } from "./stuck-stacks.js";

/** What came of it. */
export interface UnstickOutcome {
  /** The state in which the stack is now; `DELETE_COMPLETE` if it is gone. */
  readonly status: string;
  readonly reason?: string;
  /** Whether a pipeline can deploy again. */
  readonly isFree: boolean;
}

/** Does what the finding says, with the stack's own role, and waits for its end. */
export async function applyRemedy(
  { id, name, remedy }: StuckStack,
  client: CloudFormationClient,
  signal: AbortSignal,
): Promise<UnstickOutcome> {
  const StackName = id;
  await client.send(
    remedy === "delete"
      ? new DeleteStackCommand({ StackName })
      : new ContinueUpdateRollbackCommand({ StackName }),
  );
  for (;;) {
    if (!(await slept(signal))) throw new Error(`Interrupted: CloudFormation goes on with ${name}.`);
    const { status, reason } = await look(client, StackName);
    if (/_IN_PROGRESS$/.test(status) && status !== "REVIEW_IN_PROGRESS") continue;
    const isFree = status === (remedy === "delete" ? "DELETE_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE");
    return { status, isFree, ...(reason && { reason }) };
  }
}

/** Milliseconds between two looks. */
const pause = 1_000;

/** Whether nobody interrupted. */
async function slept(signal: AbortSignal): Promise<boolean> {
  await sleep(pause, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

async function look(client: CloudFormationClient, StackName: string) {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return { status: stack?.StackStatus ?? "DELETE_COMPLETE", reason: stack?.StackStatusReason };
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return { status: "DELETE_COMPLETE" };
    throw error;
  }
}
