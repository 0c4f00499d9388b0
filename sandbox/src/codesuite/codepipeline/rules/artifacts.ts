import { type ActionDeclaration, actionsOf, type PipelineDeclaration } from "../declaration.js";
import { firstRepeated, invalidAction } from "./rule.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html: one name, one output. */
export function uniqueOutputs(pipeline: PipelineDeclaration): void {
  const repeated = firstRepeated(actionsOf(pipeline).flatMap(({ action }) => outputNames(action)));
  if (repeated !== undefined) {
    throw invalidAction(
      `Output artifact names must be unique within a pipeline. '${repeated}' is used more than once`,
    );
  }
}

/** …/welcome-introducing-artifacts.html: an input is the output of an earlier stage, or of a lower run order. */
export function madeBeforeUse(pipeline: PipelineDeclaration): void {
  const made = new Set<string>();
  for (const stage of pipeline.stages) {
    for (const group of inRunOrder(stage.actions)) {
      for (const action of group) requireMade(action, made);
      for (const name of group.flatMap(outputNames)) made.add(name);
    }
  }
}

/** Actions of one run order run side by side; groups one after the other. */
export function inRunOrder(actions: readonly ActionDeclaration[]): readonly ActionDeclaration[][] {
  const orders = [...new Set(actions.map(({ runOrder = 1 }) => runOrder))].sort((a, b) => a - b);
  return orders.map((order) => actions.filter(({ runOrder = 1 }) => runOrder === order));
}

function requireMade(action: ActionDeclaration, made: ReadonlySet<string>): void {
  const inputs = (action.inputArtifacts ?? []).map(({ name }) => name);
  const missing = inputs.find((name) => !made.has(name));
  if (missing !== undefined) {
    throw invalidAction(
      `Input artifact '${missing}' of action '${action.name}' is not an output artifact of an earlier action`,
    );
  }
  const repeated = firstRepeated(inputs);
  if (repeated !== undefined) {
    throw invalidAction(`Action '${action.name}' declares the input artifact '${repeated}' more than once`);
  }
}

function outputNames(action: ActionDeclaration): string[] {
  return (action.outputArtifacts ?? []).map(({ name }) => name);
}
