import {
  type CloudFormationClient,
  ListChangeSetsCommand,
  paginateListStacks,
  type StackStatus,
} from "@aws-sdk/client-cloudformation";
import { isPipelineStack } from "../../../../compiler/names/index.js";
import { findingOf, type StuckFinding, stuckStates } from "./remedy.js";

/** A stack of a pipeline that takes no change set any more. */
export interface StuckStack extends StuckFinding {
  readonly name: string;
  /** Its ARN, by which it is found when it is gone too. */
  readonly id: string;
  readonly status: string;
  /** What CloudFormation says of it. */
  readonly reason?: string;
}

export interface StuckQuery {
  readonly namePrefix: string;
  /** This stack alone. */
  readonly stack?: string | undefined;
}

/** The stuck stacks of pipelines in one account, by their names. A nested one is its outer stack's matter. */
export async function stuckStacks(client: CloudFormationClient, wanted: StuckQuery): Promise<StuckStack[]> {
  const found: StuckStack[] = [];
  const StackStatusFilter = stuckStates as StackStatus[];
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, { StackStatusFilter })) {
    for (const { StackName: name = "", StackId: id = name, ...summary } of StackSummaries) {
      if (summary.ParentId !== undefined || !isWanted(name, wanted)) continue;
      const { StackStatus: status = "", StackStatusReason: reason } = summary;
      const finding = findingOf(status, status === "REVIEW_IN_PROGRESS" && (await awaits(client, name)));
      if (finding) found.push({ name, id, status, ...finding, ...(reason && { reason }) });
    }
  }
  return found.sort((left, right) => (left.name < right.name ? -1 : 1));
}

function isWanted(name: string, { namePrefix, stack }: StuckQuery): boolean {
  return isPipelineStack(name, namePrefix) && (stack === undefined || stack === name);
}

async function awaits(client: CloudFormationClient, StackName: string): Promise<boolean> {
  const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName }));
  return Summaries.some(
    ({ ExecutionStatus: execution, Status: status = "" }) =>
      execution === "AVAILABLE" || /_(PENDING|IN_PROGRESS)$/.test(status),
  );
}
