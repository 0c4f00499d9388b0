import { allow, allowTo, arn, type Policy, policy } from "../../iam/index.js";
import { jobNeeds, writeLogAndReports } from "../../kinds/index.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { readAndWriteArtifacts } from "./artifact-grants.js";

/** What the build of the application may do: read its source, write its package, its log and its reports. */
export function buildRolePolicy({ build }: Pipeline, context: ArtifactContext): Policy {
  return policy([
    ...readAndWriteArtifacts(context),
    ...writeLogAndReports(build.name, context),
    ...jobNeeds([build.job], context),
  ]);
}

/** What EventBridge may do: start this pipeline. */
export function eventsRolePolicy(pipeline: Pipeline, context: ArtifactContext): Policy {
  return policy([
    allow(
      "StartOwnPipeline",
      ["codepipeline:StartPipelineExecution"],
      [arn("codepipeline", pipeline.name, context)],
    ),
  ]);
}

/** Who may take a role: one service, and only on behalf of the central account. */
export function serviceTrust(service: string, { account }: Pick<ArtifactContext, "account">): Policy {
  return policy([
    allowTo(
      { Service: `${service}.amazonaws.com` },
      {
        Sid: "ServiceOfThisAccount",
        Action: ["sts:AssumeRole"],
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ),
  ]);
}
