import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";
import { parseArn } from "../../compiler/iam/index.js";
import type { LogAddress } from "./views.js";

/**
 * Where a build writes its lines: as CodePipeline says it, or while it does not say so yet by CodeBuild's own rule, the
 * project's group and a stream named as the build (CodeBuild user guide, "View build details").
 */
export function logPlaceOf({ input, output }: ActionExecutionDetail): LogAddress | undefined {
  if (input?.actionTypeId?.provider !== "CodeBuild") return undefined;
  const { logStreamARN = "", externalExecutionId = "" } = output?.executionResult ?? {};
  const said = /^log-group:(.+?):log-stream:(.+)$/.exec(parseArn(logStreamARN)?.resource ?? "");
  if (said) return { group: said[1] ?? "", stream: said[2] ?? "" };
  const [, project, stream] = /^([^:]+):([^:]+)$/.exec(externalExecutionId) ?? [];
  return project && stream ? { group: `/aws/codebuild/${project}`, stream } : undefined;
}
