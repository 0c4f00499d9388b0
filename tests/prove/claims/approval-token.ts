import type { Claim } from "../claim.js";
import { untilAsked, watching } from "../executions.js";

/** Whoever is told that an approval has begun looks for its token at once. */
export const approvalTokenClaim: Claim = {
  id: "approval-token",
  says: "Once an approval has begun, the pipeline's state has the token that answers it.",
  needs: ["pipeline-made", "repository"],
  prove: (proof) =>
    watching(proof, async (executions) => `in execution ${(await untilAsked(executions)).execution}`),
};
