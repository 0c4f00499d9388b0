import type { Condition, PipelineDeclaration, StageDeclaration } from "../declaration.js";
import { firstRepeated, invalidStage } from "./rule.js";

interface Gate {
  readonly name: "beforeEntry" | "onSuccess" | "onFailure";
  readonly conditions: readonly Condition[];
  readonly results: readonly string[];
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html */
export function stageConditions(pipeline: PipelineDeclaration): void {
  for (const stage of pipeline.stages) {
    failureResult(stage);
    parallelRollback(pipeline, stage);
    for (const gate of gatesOf(stage)) checkGate(stage, gate);
  }
}

/** The results that a condition may have by its place: …/stage-conditions.html (considerations for conditions). */
function gatesOf({ beforeEntry, onSuccess, onFailure }: StageDeclaration): Gate[] {
  const gates: Gate[] = [
    { name: "beforeEntry", conditions: beforeEntry?.conditions ?? [], results: ["FAIL", "SKIP"] },
    { name: "onSuccess", conditions: onSuccess?.conditions ?? [], results: ["FAIL", "ROLLBACK"] },
    { name: "onFailure", conditions: onFailure?.conditions ?? [], results: ["ROLLBACK", "SKIP", "RETRY"] },
  ];
  return gates;
}

function checkGate(stage: StageDeclaration, { name, conditions, results }: Gate): void {
  for (const { result, rules = [] } of conditions) {
    if (result !== undefined && !results.includes(result)) {
      throw invalidStage(
        `Condition result ${result} is not valid for ${name} in stage '${stage.name}'. Valid results: ${results.join(", ")}`,
      );
    }
    if (rules.length === 0) {
      throw invalidStage(`The ${name} condition in stage '${stage.name}' must have at least one rule`);
    }
    const repeated = firstRepeated(rules.map((rule) => rule.name));
    if (repeated !== undefined) {
      throw invalidStage(`Rule name '${repeated}' is used more than once in stage '${stage.name}'`);
    }
  }
}

function failureResult({ name, onFailure }: StageDeclaration): void {
  if (onFailure?.result !== undefined && onFailure.conditions !== undefined) {
    throw invalidStage(
      `The following stage cannot have a failure exit gate configured with both top level result and conditions: '${name}'`,
    );
  }
  if (onFailure?.retryConfiguration !== undefined && onFailure.result !== "RETRY") {
    throw invalidStage(`Stage '${name}' has a retry configuration, so its failure result must be RETRY`);
  }
}

/** Executions of a PARALLEL pipeline know no earlier one to roll back to: …/execution-modes.html. */
function parallelRollback(
  { executionMode }: PipelineDeclaration,
  { onFailure, onSuccess }: StageDeclaration,
): void {
  const conditions = [...(onFailure?.conditions ?? []), ...(onSuccess?.conditions ?? [])];
  const results = [onFailure?.result, ...conditions.map(({ result }) => result)];
  if (executionMode === "PARALLEL" && results.includes("ROLLBACK")) {
    throw invalidStage(
      "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.",
    );
  }
}
