import {
  type Change,
  type CloudFormationClient,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
} from "@aws-sdk/client-cloudformation";
import type { ChangeSetPlace } from "./views.js";

/** What a change set would do to its stack. */
export interface ChangeSetView extends ChangeSetPlace {
  /** ARN: a change set that is made anew has another. */
  readonly id: string;
  readonly changes: readonly ProposedChange[];
  /** Why it cannot be executed, in CloudFormation's words. */
  readonly problem?: string;
}

export interface ProposedChange {
  /** `Add`, `Modify`, `Remove`, `Import`, `Dynamic`. */
  readonly action: string;
  /** In the template. */
  readonly logicalId: string;
  readonly type: string;
  /** Of what is modified: `True`, `False`, `Conditional`. */
  readonly replacement?: string;
}

/** An empty change set fails in these words, and its execution is passed over (CloudFormation, CodePipeline). */
const saysEmpty = /didn't contain changes|No updates are to be performed/;

/** Asks CloudFormation with a role that may look. Throws its errors. */
export async function readChangeSet(
  client: CloudFormationClient,
  place: ChangeSetPlace,
): Promise<ChangeSetView> {
  const request = { StackName: place.stack, ChangeSetName: place.changeSet };
  const pages: DescribeChangeSetCommandOutput[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeChangeSetCommand({ ...request, NextToken }));
    pages.push(page);
    NextToken = page.NextToken;
  } while (NextToken);
  return changeSetView(place, pages);
}

export function changeSetView(
  place: ChangeSetPlace,
  pages: readonly Pick<
    DescribeChangeSetCommandOutput,
    "ChangeSetId" | "Changes" | "Status" | "StatusReason"
  >[],
): ChangeSetView {
  const [{ ChangeSetId: id = "", Status, StatusReason: reason = "" } = {}] = pages;
  const problem = Status === "FAILED" && !saysEmpty.test(reason) ? reason || "It could not be made." : "";
  return {
    ...place,
    id,
    changes: pages.flatMap(({ Changes = [] }) => Changes.flatMap(resourceChange)),
    ...(problem && { problem }),
  };
}

function resourceChange({ ResourceChange: change }: Change): ProposedChange[] {
  if (!change) return [];
  const { Action = "", LogicalResourceId = "", ResourceType = "", Replacement } = change;
  const isReplaced = Action === "Modify" && Replacement;
  return [
    {
      action: Action,
      logicalId: LogicalResourceId,
      type: ResourceType,
      ...(isReplaced && { replacement: Replacement }),
    },
  ];
}
