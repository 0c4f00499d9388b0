import { deployProjectsOf, type Pipeline } from "../pipeline/index.js";
import { type Change, changesBetween } from "./change.js";

/** The actions, as `Stage/Action`, that are not what they were: in themselves, or in the project that they run. */
export function actionChanges(before: Pipeline | undefined, after: Pipeline | undefined): Change[] {
  return changesBetween(actionsOf(before), actionsOf(after));
}

function actionsOf(pipeline: Pipeline | undefined): Map<string, unknown> {
  if (pipeline === undefined) return new Map();
  const { stages, build, environments } = pipeline;
  const projects = [...(build ? [build] : []), ...environments.flatMap(({ tests }) => tests)];
  const jobs = new Map<string, unknown>([
    ...projects.map(({ name, job }) => [name, job] as const),
    ...environments.flatMap((environment) =>
      deployProjectsOf(environment).map((project) => [project.name, environment.deployment] as const),
    ),
  ]);
  const actions = stages.flatMap((stage) =>
    stage.actions.map(
      (action) =>
        [`${stage.name}/${action.name}`, [action, action.project && jobs.get(action.project)]] as const,
    ),
  );
  return new Map(actions);
}
