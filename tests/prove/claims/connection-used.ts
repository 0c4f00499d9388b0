import type { Claim } from "../claim.js";
import { ProvenExecutions } from "../executions.js";
import { nameOf } from "../pipeline.js";
import { until } from "../until.js";
import { connected } from "./connection-lent.js";

/** The repository need not be there: whether the role may use the connection is asked before. */
export const connectionUsedClaim: Claim = {
  id: "connection-used",
  says: "A pipeline's role may use a connection for its repository (finding 1).",
  needs: ["connection-lent"],
  prove: async (proof) => {
    const executions = new ProvenExecutions(proof, nameOf(proof, connected));
    const source = async () => {
      const [first] = (await executions.list()).slice(-1);
      const actions = first ? await executions.actions(first.pipelineExecutionId ?? "") : [];
      return actions.find(({ stageName, status }) => stageName === "Source" && status !== "InProgress");
    };
    try {
      const { patienceMs: timeoutMs, signal } = proof;
      const ended = await until(source, { timeoutMs, what: "the end of its source", signal });
      const words = ended.output?.executionResult?.errorDetails?.message ?? "";
      if (/unable to use connection|permission|not authorized|AccessDenied/i.test(words))
        throw new Error(words);
      return words || "its source was read";
    } finally {
      executions.close();
    }
  },
};
