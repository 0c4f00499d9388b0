import { type Policy, policy } from "../../iam/index.js";
import { deployGrants, notifyApprovers, runProjects, sourceGrants } from "../../kinds/index.js";
import type { Pipeline } from "../pipeline.js";
import { readAndWriteArtifacts } from "./artifact-grants.js";
import type { Ground } from "./ground.js";

/** What CodePipeline itself may do: read the item's sources, move artifacts, run its own projects, deploy where the item says. */
export function pipelineRolePolicy(pipeline: Pipeline, ground: Ground): Policy {
  const { sources, environments } = pipeline;
  return policy([
    ...readAndWriteArtifacts(ground),
    ...sourceGrants(sources, ground),
    runProjects(projectsOf(pipeline), ground),
    notifyApprovers(
      environments.flatMap(({ approval }) => approval ?? []),
      ground,
    ),
    ...deployGrants(
      environments.map(({ deployment }) => deployment),
      ground,
    ),
  ]);
}

/**
 * The projects of tests by the start of their names, which is the pipeline's own and holds its hash: one by one they
 * would be more than the policy of a pipeline with 48 environments holds.
 */
function projectsOf({ name, build, environments }: Pipeline): string[] {
  const tested = environments.some(({ tests }) => tests.length > 0);
  return [build.name, ...(tested ? [`${name}_*`] : [])];
}
