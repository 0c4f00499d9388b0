import type { PipelineKey } from "../../../controller/records/index.js";
import type { Claim } from "../claim.js";
import { requireApplied } from "../pipeline.js";

export const connected: PipelineKey = { repository: "stagewright/prove", branch: "main" };

/** That the reconciler may pass a connection to a pipeline; what the pipeline may do with it, an execution tells. */
export const connectionLentClaim: Claim = {
  id: "connection-lent",
  says: "A pipeline can be made whose source is read through the connection (finding 20b).",
  needs: ["pipeline-made"],
  prove: async (proof) => {
    const { repository: RepoName, branch: RepoTag } = connected;
    const ConnectionArn = proof.source;
    await proof.put({ RepoName, RepoTag, Source: { Type: "CodeConnections", ConnectionArn } });
    requireApplied(await proof.settled(connected));
    return ConnectionArn;
  },
};
