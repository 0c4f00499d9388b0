import { type Policy, policy } from "../../iam/index.js";
import { type DeployProject, jobNeeds, writeLog } from "../../kinds/index.js";
import { deployedArtifact } from "../artifact-folder.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { readOwnArtifacts } from "./artifact-grants.js";

/** What a project of a deployment may do: read what is deployed, write its log, and what its kind needs it for. */
export function deployRolePolicy(
  project: DeployProject,
  pipeline: Pick<Pipeline, "name" | "build">,
  context: ArtifactContext,
): Policy {
  return policy([
    ...readOwnArtifacts(pipeline, [deployedArtifact(pipeline)], context),
    writeLog([project.name], context),
    ...jobNeeds([project.job(context)], context),
    ...project.grants(context),
  ]);
}
