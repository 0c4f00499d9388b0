/** What is done to a stack that takes no change set: `manual` leaves it to a person. */
export type Remedy = "delete" | "continue" | "manual";

export interface StuckFinding {
  readonly remedy: Remedy;
  /** Why it is stuck, and what is done, in words that follow its name and state. */
  readonly words: string;
}

/**
 * What helps a stack, by its state (CloudFormation user guide, "Stack status codes"). A stack that was rolled back to
 * nothing can only be deleted, and one whose update could not be rolled back only be rolled back further; what may still
 * hold resources is nobody's to delete unseen.
 */
const findings: Readonly<Record<string, StuckFinding>> = {
  ROLLBACK_COMPLETE: {
    remedy: "delete",
    words: "its first deployment failed and was rolled back; it holds nothing, and will be deleted",
  },
  REVIEW_IN_PROGRESS: {
    remedy: "delete",
    words: "it was never made, and no change set of it can be executed; it will be deleted",
  },
  UPDATE_ROLLBACK_FAILED: {
    remedy: "continue",
    words: "an update failed and could not be rolled back; the rollback will be continued",
  },
  ROLLBACK_FAILED: {
    remedy: "manual",
    words: "its first deployment failed and some resources could not be removed; look at them and delete it",
  },
  DELETE_FAILED: {
    remedy: "manual",
    words: "some resources could not be removed; look at them and delete it again",
  },
};

/** The states in which a stack is stuck. */
export const stuckStates = Object.keys(findings);

/** `awaitsExecution`: one of its change sets can still be executed, as while its approval waits. */
export function findingOf(status: string, awaitsExecution: boolean): StuckFinding | undefined {
  if (status === "REVIEW_IN_PROGRESS" && awaitsExecution)
    return { remedy: "manual", words: "it waits for its change set to be executed, and is left alone" };
  return findings[status];
}
