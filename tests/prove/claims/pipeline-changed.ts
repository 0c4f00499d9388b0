import { BatchGetProjectsCommand, CodeBuildClient } from "@aws-sdk/client-codebuild";
import type { Claim } from "../claim.js";
import { nameOf, provenItem, requireApplied } from "../pipeline.js";

const minutes = 17;

export const pipelineChangedClaim: Claim = {
  id: "pipeline-changed",
  says: "A change of the item changes the pipeline.",
  needs: ["pipeline-made"],
  prove: async (proof) => {
    await proof.put(provenItem(proof, { TimeoutMinutes: minutes }));
    requireApplied(await proof.settled(proof.key));
    const client = new CodeBuildClient(proof.access);
    try {
      const names = [`${nameOf(proof)}-build`];
      const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names }));
      const found = projects[0]?.timeoutInMinutes;
      if (found === minutes) return undefined;
      throw new Error(`The build's time-out is ${found} minutes, not ${minutes}.`);
    } finally {
      client.destroy();
    }
  },
};
