import { BatchGetProjectsCommand, CodeBuildClient } from "@aws-sdk/client-codebuild";
import type { Claim } from "../claim.js";
import { itemOf, key, nameOf, requireApplied } from "../pipeline.js";

const minutes = 17;

export const pipelineChanged: Claim = {
  id: "pipeline-changed",
  says: "A change of the item changes the pipeline.",
  needs: ["pipeline-made"],
  prove: async (proof) => {
    await proof.put(itemOf(proof, { TimeoutMinutes: minutes }));
    requireApplied(await proof.settled(key));
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
