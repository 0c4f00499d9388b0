import type { Action, Pipeline } from "../pipeline/index.js";
import { type Change, changesBetween } from "./change.js";

/** The actions, as `Stage/Action`, that are not what they were: in themselves, or in what they run. */
export function actionChanges(before: Pipeline | undefined, after: Pipeline | undefined): Change[] {
  return changesBetween(actionsOf(before), actionsOf(after));
}

function actionsOf(pipeline: Pipeline | undefined): Map<string, unknown> {
  const actions = pipeline?.stages.flatMap((stage) =>
    stage.actions.map(
      (action) => [`${stage.name}/${action.name}`, [action, runs(action, pipeline)]] as const,
    ),
  );
  return new Map(actions ?? []);
}

/** What stands elsewhere in the model than in the action. */
function runs(action: Action, pipeline: Pipeline): unknown {
  if (action.kind === "build") return pipeline.build;
  if (!("environment" in action)) return undefined;
  const { tests = [], ...deployment } =
    pipeline.environments.find(({ name }) => name === action.environment) ?? {};
  return action.kind === "test" ? tests.find(({ test }) => test === action.test) : deployment;
}
