import type { Problem } from "../diagnostics/index.js";
import type { PlainItem } from "./plain-item.js";

/**
 * Executions in PARALLEL lock no stage (CodePipeline user guide, "Set or change the pipeline execution mode"), and an
 * environment has one stack and one change set: two would replace each other's, or meet a stack that is being updated.
 */
export function checkExecutionMode({ ExecutionMode, DeploymentConfigurations = {} }: PlainItem): Problem[] {
  if (ExecutionMode !== "PARALLEL") return [];
  const deployed = Object.entries(DeploymentConfigurations).filter(([, { Deploy = true }]) => Deploy);
  if (deployed.length === 0) return [];
  const names = deployed.map(([name]) => name).join(", ");
  return [
    {
      path: "/ExecutionMode",
      code: "item.parallel-deployments",
      value: "PARALLEL",
      message: `Executions that run side by side would deploy two changes at once to ${names}: one would deploy the other's, or be refused.`,
      hint: "Use QUEUED, or SUPERSEDED, which is the default; PARALLEL is for pipelines that deploy nothing.",
    },
  ];
}
