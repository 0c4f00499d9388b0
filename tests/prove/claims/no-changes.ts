import { readStack } from "../application.js";
import type { Claim } from "../claim.js";
import { watching } from "../executions.js";

export const noChangesClaim: Claim = {
  id: "no-changes",
  says: "A change set without changes fails no action: the execution succeeds, and the stack stays as it was.",
  needs: ["deployed"],
  prove: (proof) =>
    watching(proof, async (executions) => {
      const open = await executions.asked(await executions.start());
      await executions.answer(open, "Approved");
      await executions.succeeded(open.execution);
      const stack = await readStack(proof);
      if (stack?.StackStatus !== "CREATE_COMPLETE") throw new Error(`The stack is ${stack?.StackStatus}.`);
      const made = (await executions.actions(open.execution)).find(
        ({ actionName }) => actionName === "CreateProdChangeSet",
      );
      return made?.output?.executionResult?.externalExecutionSummary;
    }),
};
