import { AwsError } from "../../core/index.js";
import type { SourceRevisionOverride } from "../flow/index.js";
import { ActionFailure, type ActionWork } from "./execution.js";

/** What a start said that this source is to take. */
export function overrideOf(
  { execution, run }: Pick<ActionWork, "execution" | "run">,
  type: SourceRevisionOverride["revisionType"],
): string | undefined {
  return execution.overrides.find((each) => each.actionName === run.name && each.revisionType === type)
    ?.revisionValue;
}

/** Full clones need a host that builds clone from. */
export function requireZip({ configuration, run }: Pick<ActionWork, "configuration" | "run">): void {
  if (configuration.OutputArtifactFormat !== "CODEBUILD_CLONE_REF") return;
  throw new ActionFailure(
    "ConfigurationError",
    `The sandbox's builds clone nothing, so '${run.name}' cannot give a full clone (OutputArtifactFormat CODEBUILD_CLONE_REF).`,
  );
}

/** What another service refuses fails the action, in that service's words. */
export async function fetchAs<T>(fetch: () => Promise<T>): Promise<T> {
  try {
    return await fetch();
  } catch (error) {
    if (error instanceof AwsError) throw new ActionFailure("ConfigurationError", error.message);
    throw error;
  }
}
