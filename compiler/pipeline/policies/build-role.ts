import { type Policy, policy } from "../../iam/index.js";
import { given, jobNeeds, writeLogAndReports } from "../../kinds/index.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { readArtifactsAndWriteOutput } from "./artifact-grants.js";

/** What the build of the application may do: read its source, write its package, its log and its reports. Throws without one. */
export function buildRolePolicy(pipeline: Pipeline, context: ArtifactContext): Policy {
  const build = given(pipeline.build, "the build");
  return policy([
    ...readArtifactsAndWriteOutput(pipeline, context),
    ...writeLogAndReports([build.name], context),
    ...jobNeeds([build.job], context),
  ]);
}
