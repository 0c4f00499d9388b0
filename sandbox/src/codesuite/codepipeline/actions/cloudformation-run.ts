import {
  CloudFormationClient,
  CreateStackCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { zipContents } from "../../../builds/index.js";
import { wordsOfError } from "../../core/index.js";
import type { ActionOutcome } from "../flow/index.js";
import { executeChangeSet, replaceChangeSet } from "./change-set.js";
import { ActionFailure, type ActionWork } from "./execution.js";
import { idOf, TargetStack } from "./stack.js";
import { type StackWork, templateInput } from "./stack-input.js";

type Mode = (stackWork: StackWork) => Promise<ActionOutcome>;

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html (ActionMode) */
const modes: Readonly<Record<string, Mode>> = {
  CHANGE_SET_REPLACE: replaceChangeSet,
  CHANGE_SET_EXECUTE: async (stackWork) => told(stackWork, await executeChangeSet(stackWork)),
  CREATE_UPDATE: createOrUpdate,
  REPLACE_ON_FAILURE: replaceOnFailure,
  DELETE_ONLY: deleteStack,
};

/** Everything is asked as the action's role; what CloudFormation makes, it makes with the stack's. */
export async function runStackAction(work: ActionWork): Promise<ActionOutcome> {
  const { configuration, role, run, context, signal } = work;
  const mode = modes[configuration.ActionMode ?? ""];
  if (!mode)
    throw new ActionFailure("ConfigurationError", `There is no ActionMode ${configuration.ActionMode}.`);
  const credentials = await role.credentials();
  const client = new CloudFormationClient({
    endpoint: context.access.endpoint,
    region: run.region,
    credentials,
  });
  try {
    return await mode({
      work,
      client,
      stack: new TargetStack(client, configuration.StackName ?? "", signal),
    });
  } catch (error) {
    if (error instanceof ActionFailure) throw error;
    const { name, message } = wordsOfError(error);
    throw new ActionFailure(/AccessDenied/.test(name) ? "PermissionError" : "JobFailed", message);
  } finally {
    client.destroy();
  }
}

async function createOrUpdate(stackWork: StackWork): Promise<ActionOutcome> {
  const { client, stack } = stackWork;
  const input = await templateInput(stackWork);
  const existing = await stack.read();
  try {
    await client.send(existing ? new UpdateStackCommand(input) : new CreateStackCommand(input));
  } catch (error) {
    if (!/No updates are to be performed/.test(wordsOfError(error).message)) throw error;
    return told(stackWork, { summary: "Stack is up to date: no updates are to be performed." });
  }
  return told(stackWork, {});
}

/** "If a stack exists and is in a failed state …, CodePipeline deletes the stack and then creates a new one" (REPLACE_ON_FAILURE). */
const failedStates =
  /^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED|UPDATE_ROLLBACK_FAILED)$/;

async function replaceOnFailure(stackWork: StackWork): Promise<ActionOutcome> {
  const { stack, work } = stackWork;
  const existing = await stack.read();
  if (failedStates.test(existing?.StackStatus ?? "")) await stack.delete(work.configuration.RoleArn);
  return createOrUpdate(stackWork);
}

async function deleteStack({ stack, work }: StackWork): Promise<ActionOutcome> {
  const existing = await stack.read();
  if (existing) await stack.delete(work.configuration.RoleArn);
  return { ...idOf(existing), summary: existing ? "Stack deleted." : "There is no such stack." };
}

/**
 * The stack's outputs are the action's variables, and its output file where one is asked for. A summary says that nothing was
 * to be done: then how an earlier deployment ended, such as by being rolled back, decides nothing.
 */
async function told({ work, stack }: StackWork, outcome: ActionOutcome): Promise<ActionOutcome> {
  const settled = outcome.summary === undefined ? await stack.settled() : await stack.read();
  const outputs = outputsOf(settled);
  const { OutputFileName: file } = work.configuration;
  const [artifact] = work.run.outputArtifacts;
  if (file !== undefined && artifact) {
    const content = Buffer.from(JSON.stringify(outputs));
    await work.artifacts.write(artifact.name, zipContents([{ path: file, content, isExecutable: false }]));
  }
  return { summary: `Stack ${settled?.StackStatus}.`, ...outcome, ...idOf(settled), variables: outputs };
}

function outputsOf(stack: Stack | undefined): Record<string, string> {
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
  );
}
