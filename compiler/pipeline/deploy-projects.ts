import { type DeployProject, deployKind } from "../kinds/index.js";
import type { TargetEnvironment } from "./pipeline.js";

/** The projects that an environment's deployment runs. */
export function deployProjectsOf({
  deployment,
}: Pick<TargetEnvironment, "deployment">): readonly DeployProject[] {
  return deployKind(deployment.type).projects?.(deployment) ?? [];
}
