import { CodePipelineClient, GetPipelineCommand } from "@aws-sdk/client-codepipeline";
import type { Claim } from "../claim.js";
import { failuresOf, nameOf } from "../pipeline.js";

export const pipelineRoleClaim: Claim = {
  id: "pipeline-role",
  says: "CodePipeline meets the conditions of its role's trust, and may take it (finding 10).",
  needs: ["key-at-birth"],
  prove: async (proof) => {
    const denied = failuresOf(await proof.settled(proof.key)).find((message) => /AssumeRole/.test(message));
    if (denied) throw new Error(denied);
    const client = new CodePipelineClient(proof.access);
    try {
      const { pipeline } = await client.send(new GetPipelineCommand({ name: nameOf(proof) }));
      return pipeline?.roleArn;
    } finally {
      client.destroy();
    }
  },
};
