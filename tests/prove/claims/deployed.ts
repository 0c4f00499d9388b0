import { readStack } from "../application.js";
import type { Claim } from "../claim.js";
import { untilAsked, watching } from "../executions.js";

export const deployedClaim: Claim = {
  id: "deployed",
  says: "CloudFormation makes an application with the deployer role, a function that is given a role among it (finding 2).",
  needs: ["review-again"],
  prove: (proof) =>
    watching(proof, async (executions) => {
      const open = await untilAsked(executions);
      await executions.answer(open, "Approved");
      await executions.succeeded(open.execution);
      const status = (await readStack(proof))?.StackStatus ?? "not there";
      if (status !== "CREATE_COMPLETE")
        throw new Error(`The execution succeeded, and the stack is ${status}.`);
      return `execution ${open.execution}`;
    }),
};
