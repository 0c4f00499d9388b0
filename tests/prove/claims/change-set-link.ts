import { CloudFormationClient, DescribeChangeSetCommand } from "@aws-sdk/client-cloudformation";
import { stackOf } from "../application.js";
import type { Claim } from "../claim.js";
import { untilAsked, watching } from "../executions.js";
import { nameOf } from "../pipeline.js";
import type { Proof } from "../proof.js";

/** `executions` shows the link of each action as CodePipeline gives it. */
export const changeSetLinkClaim: Claim = {
  id: "change-set-link",
  says: "The console's link of the action that made a change set leads to that change set.",
  needs: ["review-in-progress"],
  prove: (proof) =>
    watching(proof, async (executions) => {
      const { execution } = await untilAsked(executions);
      const actions = await executions.actions(execution);
      const made = actions.find(({ actionName }) => actionName === "CreateProdChangeSet");
      const link = made?.output?.executionResult?.externalExecutionUrl ?? "";
      const id = await changeSetId(proof);
      if (decodeURIComponent(link).includes(id)) return link;
      throw new Error(`It is ${link || "not given"}, where ${id} waits.`);
    }),
};

async function changeSetId(proof: Proof): Promise<string> {
  const client = new CloudFormationClient(proof.targetAccess);
  try {
    const request = { StackName: stackOf(proof), ChangeSetName: `${nameOf(proof)}-prod` };
    return (await client.send(new DescribeChangeSetCommand(request))).ChangeSetId ?? "";
  } finally {
    client.destroy();
  }
}
