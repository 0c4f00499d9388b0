import type { Claim } from "../claim.js";
import { watching } from "../executions.js";
import { until } from "../until.js";

export const firstExecutionClaim: Claim = {
  id: "first-execution",
  says: "A new pipeline starts by itself, and finds roles and policies that count already (finding 15).",
  needs: ["pipeline-made", "repository"],
  prove: (proof) =>
    watching(proof, async (executions) => {
      const { patienceMs: timeoutMs, signal } = proof;
      const first = async () =>
        (await executions.list()).find(({ trigger }) => trigger?.triggerType === "CreatePipeline");
      const found = await until(first, { timeoutMs, what: "an execution that nobody started", signal });
      const { execution } = await executions.asked(found.pipelineExecutionId ?? "");
      return `execution ${execution}`;
    }),
};
