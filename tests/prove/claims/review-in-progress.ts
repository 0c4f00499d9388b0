import { readStack, stackOf } from "../application.js";
import type { Claim } from "../claim.js";
import { untilAsked, watching } from "../executions.js";
import type { Proof } from "../proof.js";

/** The approval that waits comes after the change set. */
export const reviewInProgressClaim: Claim = {
  id: "review-in-progress",
  says: "The first change set is made with the deployer role, by a transform, and leaves a stack in review (finding 3).",
  needs: ["approval-token"],
  prove: async (proof) => {
    await requireReview(proof);
    return stackOf(proof);
  },
};

/** Rejected, a stack is left that was never made: the next change set is one that makes it, too. */
export const reviewAgainClaim: Claim = {
  id: "review-again",
  says: "A change set is made anew, of type CREATE, where an earlier first one was rejected.",
  needs: ["review-in-progress"],
  prove: (proof) =>
    watching(proof, async (executions) => {
      await executions.answer(await untilAsked(executions), "Rejected");
      const { execution } = await executions.asked(await executions.start());
      await requireReview(proof);
      return `in execution ${execution}`;
    }),
};

async function requireReview(proof: Proof): Promise<void> {
  const status = (await readStack(proof))?.StackStatus ?? "not there";
  if (status !== "REVIEW_IN_PROGRESS") throw new Error(`The stack ${stackOf(proof)} is ${status}.`);
}
