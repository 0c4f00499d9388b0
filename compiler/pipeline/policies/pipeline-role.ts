import { type Policy, policy } from "../../iam/index.js";
import {
  type Action,
  deployGrants,
  notifyApprovers,
  runProjects,
  sourceGrants,
  useLentKeys,
} from "../../kinds/index.js";
import { deployProjectsOf } from "../deploy-projects.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { readAndWriteArtifacts } from "./artifact-grants.js";

/** What CodePipeline itself may do: read the item's sources, move artifacts, run its own projects, deploy where the item says. */
export function pipelineRolePolicy(pipeline: Pipeline, context: ArtifactContext): Policy {
  const { sources, environments } = pipeline;
  const where = (category: Action["category"]) => contextOf(pipeline, category, context);
  return policy([
    ...readAndWriteArtifacts(context),
    ...sourceGrants(sources, where("Source")),
    useLentKeys(pipeline.lentKeys, where("Source")),
    runProjects(projectsOf(pipeline), where("Build")),
    notifyApprovers(
      environments.flatMap(({ approval }) => approval ?? []),
      where("Approval"),
    ),
    ...deployGrants(
      environments.map(({ deployment }) => deployment),
      context,
    ),
  ]);
}

/**
 * The projects of tests and of deployments by the start of their names, which is the pipeline's own and holds its hash: one by one they
 * would be more than the policy of a pipeline with 48 environments holds.
 */
function projectsOf({ name, build, environments }: Pipeline): string[] {
  const runs = environments.some(
    (environment) => environment.tests.length > 0 || deployProjectsOf(environment).length > 0,
  );
  return [...(build ? [build.name] : []), ...(runs ? [`${name}_*`] : [])];
}

/** Where the resources of actions of a category stand: in the region in which those run, which is one for each category. */
function contextOf(
  { stages }: Pipeline,
  category: Action["category"],
  context: ArtifactContext,
): ArtifactContext {
  const actions = stages.flatMap((stage) => stage.actions.filter((action) => action.category === category));
  const regions = [...new Set(actions.map(({ region = context.region }) => region))];
  if (regions.length > 1) throw new Error(`Actions of category ${category} run in ${regions.join(" and ")}.`);
  return { ...context, region: regions[0] ?? context.region };
}
