import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { wordsOfError } from "../../core/index.js";
import { ActionFailure } from "./execution.js";

/** Milliseconds between two looks at a stack. */
const interval = 250;

/** A stack as an action sees it: with the action's role. */
export class TargetStack {
  readonly #client: CloudFormationClient;
  readonly name: string;
  readonly #signal: AbortSignal;

  constructor(client: CloudFormationClient, name: string, signal: AbortSignal) {
    this.#client = client;
    this.name = name;
    this.#signal = signal;
  }

  /** Nothing where there is no such stack. */
  async read(): Promise<Stack | undefined> {
    try {
      const { Stacks = [] } = await this.#client.send(new DescribeStacksCommand({ StackName: this.name }));
      return Stacks[0];
    } catch (error) {
      if (/does not exist/.test(wordsOfError(error).message)) return undefined;
      throw error;
    }
  }

  /** The stack once nothing is in progress. Throws an `ActionFailure` unless it is as it was asked to be. */
  async settled(): Promise<Stack | undefined> {
    let stack = await this.read();
    while (stack?.StackStatus?.endsWith("_IN_PROGRESS") && stack.StackStatus !== "REVIEW_IN_PROGRESS") {
      if (this.#signal.aborted) return stack;
      await sleep(interval, undefined, { signal: this.#signal, ref: false }).catch(() => undefined);
      stack = await this.read();
    }
    const status = stack?.StackStatus ?? "DELETE_COMPLETE";
    if (/^(CREATE|UPDATE|DELETE|IMPORT)_COMPLETE$/.test(status)) return stack;
    throw new ActionFailure(
      "JobFailed",
      `The stack ${this.name} is ${status}${await this.#reason()}`,
      idOf(stack),
    );
  }

  async delete(roleArn: string | undefined): Promise<void> {
    await this.#client.send(new DeleteStackCommand({ StackName: this.name, RoleARN: roleArn }));
    await this.settled();
  }

  /** Of the resource that failed first. */
  async #reason(): Promise<string> {
    const { StackEvents = [] } = await this.#client
      .send(new DescribeStackEventsCommand({ StackName: this.name }))
      .catch(() => ({ StackEvents: [] }));
    const events = StackEvents.slice(0, StackEvents.findIndex(isBegin) + 1 || undefined);
    const failed = events.findLast(({ ResourceStatus = "" }) => ResourceStatus.endsWith("_FAILED"));
    return failed
      ? `: ${failed.LogicalResourceId}: ${failed.ResourceStatusReason ?? failed.ResourceStatus}`
      : ".";
  }
}

/** The stack's own first event of an operation; events are told newest first. */
function isBegin({
  ResourceType,
  ResourceStatus,
}: {
  ResourceType?: string;
  ResourceStatus?: string;
}): boolean {
  return (
    ResourceType === "AWS::CloudFormation::Stack" &&
    /^(CREATE|UPDATE)_IN_PROGRESS$/.test(ResourceStatus ?? "")
  );
}

/** How an action names what it works on, and where the console shows it. */
export interface ShownInConsole {
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
}

/** As `GetPipelineState` of AWS answers: the id is the page of the console, with the ARNs as they are. */
function shown(page: string, region: string): ShownInConsole {
  const console = `https://console.aws.amazon.com/cloudformation/home?region=${region}#/`;
  return { externalExecutionId: page, externalExecutionUrl: `${console}${page}` };
}

const regionOf = (arn: string) => arn.split(":")[3] ?? "";

export function idOf({ StackId }: Pick<Stack, "StackId"> = {}): ShownInConsole {
  return StackId === undefined ? {} : shown(`stack/detail?stackId=${StackId}`, regionOf(StackId));
}

export function idOfChangeSet({
  ChangeSetId,
  StackId,
}: {
  readonly ChangeSetId?: string | undefined;
  readonly StackId?: string | undefined;
} = {}): ShownInConsole {
  if (ChangeSetId === undefined) return {};
  const page = `changeset/detail?changeSetId=${ChangeSetId}&stackId=${StackId ?? ""}`;
  return shown(page, regionOf(ChangeSetId));
}
