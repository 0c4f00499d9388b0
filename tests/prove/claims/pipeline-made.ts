import type { Claim } from "../claim.js";
import { failuresOf, requireApplied } from "../pipeline.js";

export const pipelineMadeClaim: Claim = {
  id: "pipeline-made",
  says: "An item becomes a pipeline at the first try, by the stream, the dispatcher and a build.",
  needs: ["pipeline-role"],
  prove: async (proof) => {
    const record = await proof.settled(proof.key);
    requireApplied(record);
    const [failure] = failuresOf(record);
    if (failure) throw new Error(`It took more than one try: ${failure}`);
    return record?.outcome?.log;
  },
};
