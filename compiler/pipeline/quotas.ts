import type { Problem } from "../diagnostics/index.js";
import type { Pipeline, Stage } from "./pipeline.js";

/** CodePipeline user guide, "Quotas": 2 to 50 stages in a pipeline, 1 to 50 actions in a stage. */
const stageQuota = 50;
const actionQuota = 50;

/** Whether the pipeline fits into AWS's fixed quotas. No name is too long, by construction (`names.ts`). */
export function checkQuotas(pipeline: Pipeline): Problem[] {
  return [...checkStages(pipeline.stages), ...pipeline.stages.flatMap(checkActions)];
}

function checkStages(stages: readonly Stage[]): Problem[] {
  if (stages.length <= stageQuota) return [];
  return [
    {
      path: "/DeploymentConfigurations",
      code: "pipeline.too-many-stages",
      value: String(stages.length),
      message: `The pipeline would have ${stages.length} stages; CodePipeline allows ${stageQuota}.`,
      hint: "Deploy to fewer environments (each takes one stage), or split the item by branch.",
    },
  ];
}

function checkActions({ name, actions }: Stage): Problem[] {
  if (actions.length <= actionQuota) return [];
  return [
    {
      path: "/DeploymentConfigurations",
      code: "pipeline.too-many-actions",
      value: String(actions.length),
      message: `The stage ${name} would have ${actions.length} actions; CodePipeline allows ${actionQuota}.`,
      hint:
        name === "Source"
          ? "Each test that runs has a source of its own: run fewer tests, or join tests of one repository."
          : "Run fewer tests in this environment.",
    },
  ];
}
