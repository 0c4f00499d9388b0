import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import { wordsOfError } from "../../core/index.js";
import type { ActionOutcome } from "../flow/index.js";
import { ActionFailure } from "./execution.js";
import { idOf, idOfChangeSet } from "./stack.js";
import { type StackWork, templateInput } from "./stack-input.js";

/** Milliseconds between two looks at a change set. */
const interval = 250;

/** How CloudFormation says that a change set is empty. */
const noChanges = /didn't contain changes|No updates are to be performed/;
const saysNoChanges = "The change set contains no changes.";

/** …/action-reference-CloudFormation.html: CHANGE_SET_REPLACE "creates the change set if it doesn't exist", and deletes it first if it does. */
export async function replaceChangeSet(stackWork: StackWork): Promise<ActionOutcome> {
  const { client, stack, work } = stackWork;
  const ChangeSetName = work.configuration.ChangeSetName ?? "";
  const input = await templateInput(stackWork);
  const existing = await stack.read();
  const isNew = existing === undefined || existing.StackStatus === "REVIEW_IN_PROGRESS";
  if (existing && (await read(stackWork))) {
    await client.send(new DeleteChangeSetCommand({ StackName: stack.name, ChangeSetName }));
  }
  const ChangeSetType = isNew ? "CREATE" : "UPDATE";
  await client.send(new CreateChangeSetCommand({ ...input, ChangeSetName, ChangeSetType }));
  const made = await ready(stackWork);
  const id = idOfChangeSet(made);
  if (made?.Status === "CREATE_COMPLETE")
    return { ...id, summary: `Change set ${ChangeSetName} was created.` };
  const reason = made?.StatusReason ?? `its status is ${made?.Status ?? "unknown"}`;
  if (noChanges.test(reason)) return { ...id, summary: saysNoChanges };
  throw new ActionFailure("JobFailed", `The change set ${ChangeSetName} could not be created: ${reason}`, id);
}

/** An empty change set is not executed, and the action succeeds. The stack is waited for by the caller. */
export async function executeChangeSet(stackWork: StackWork): Promise<ActionOutcome> {
  const { client, stack, work } = stackWork;
  const { ChangeSetName = "" } = work.configuration;
  // A restart of the sandbox came in between: the change set is at work, or done.
  if (work.run.externalExecutionId !== undefined) return {};
  const found = await read(stackWork);
  if (!found) {
    throw new ActionFailure(
      "JobFailed",
      `The change set ${ChangeSetName} of the stack ${stack.name} does not exist. One whose execution failed is gone: retry the stage with all its actions (ALL_ACTIONS), so that it is made anew.`,
    );
  }
  if (found.Status === "FAILED" && noChanges.test(found.StatusReason ?? ""))
    return { summary: saysNoChanges };
  await client.send(new ExecuteChangeSetCommand({ StackName: stack.name, ChangeSetName }));
  work.note(idOf(await stack.read()));
  return {};
}

async function read({ client, stack, work }: StackWork): Promise<DescribeChangeSetCommandOutput | undefined> {
  const { ChangeSetName } = work.configuration;
  try {
    return await client.send(new DescribeChangeSetCommand({ StackName: stack.name, ChangeSetName }));
  } catch (error) {
    const { name, message } = wordsOfError(error);
    if (/ChangeSetNotFound/.test(name) || /does not exist/.test(message)) return undefined;
    throw error;
  }
}

async function ready(stackWork: StackWork): Promise<DescribeChangeSetCommandOutput | undefined> {
  const { signal } = stackWork.work;
  let found = await read(stackWork);
  while (/^CREATE_(PENDING|IN_PROGRESS)$/.test(found?.Status ?? "") && !signal.aborted) {
    await sleep(interval, undefined, { signal, ref: false }).catch(() => undefined);
    found = await read(stackWork);
  }
  return found;
}
