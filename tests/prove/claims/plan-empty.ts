import type { Claim } from "../claim.js";

export const planEmptyClaim: Claim = {
  id: "plan-empty",
  says: "AWS holds the pipeline as it was made: the editor's plan finds nothing to change.",
  needs: ["pipeline-made"],
  prove: async (proof) => {
    const { stderr } = await proof.run("editor", "plan", proof.key.repository, proof.key.branch);
    if (/No changes/.test(stderr)) return undefined;
    throw new Error(stderr.match(/Plan: .*/)?.[0] ?? stderr.slice(-2000));
  },
};
