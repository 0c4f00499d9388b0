import type { Claim } from "../claim.js";
import { waitingApproval, watching } from "../executions.js";

/** Whoever is told that an approval has begun looks for its token at once. */
export const approvalTokenClaim: Claim = {
  id: "approval-token",
  says: "Once an approval has begun, the pipeline's state has the token that answers it.",
  needs: ["pipeline-made", "repository"],
  prove: (proof) =>
    watching(proof, async (executions) => `in execution ${(await waitingApproval(executions)).execution}`),
};
