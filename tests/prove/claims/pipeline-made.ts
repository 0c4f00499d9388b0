import type { Claim } from "../claim.js";
import { failuresOf, provenKey, requireApplied } from "../pipeline.js";

export const pipelineMadeClaim: Claim = {
  id: "pipeline-made",
  says: "An item becomes a pipeline at the first try, by the stream, the dispatcher and a build.",
  needs: ["pipeline-role"],
  prove: async (proof) => {
    const record = await proof.settled(provenKey);
    requireApplied(record);
    const [failure] = failuresOf(record);
    if (failure) throw new Error(`It took more than one try: ${failure}`);
    return record?.outcome?.log;
  },
};
