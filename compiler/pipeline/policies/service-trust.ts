import { allowTo, arn, type Conditions, type Policy, policy } from "../../iam/index.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";

/** The services that take roles of pipelines and of the control plane. */
export type TrustedService = "codepipeline" | "codebuild" | "events" | "lambda" | "scheduler";

type Place = Pick<ArtifactContext, "partition" | "region" | "account">;

/**
 * On whose behalf each service says that it takes a role, and how far that can be asked for.
 *
 * | service | what its documentation names |
 * |---|---|
 * | CodeBuild | `aws:SourceArn`, the project (user guide, "Cross-service confused deputy prevention") |
 * | EventBridge | `aws:SourceArn`, the rule (user guide, "Cross-service confused deputy prevention") |
 * | EventBridge Scheduler | `aws:SourceArn`, the schedule's group (user guide, "Confused deputy prevention in EventBridge Scheduler") |
 * | Lambda | nothing for execution roles, which it also takes for what polls a stream (developer guide, "Defining Lambda function permissions with an execution role"); another account's function is refused if it is told |
 * | CodePipeline | nothing. AWS's own samples ask for `aws:SourceArn`, or for the account if it is given; so neither refuses where it is not sent |
 */
const asked: Readonly<Record<TrustedService, (account: string, sources: readonly string[]) => Conditions>> = {
  codebuild: strict,
  events: strict,
  scheduler: strict,
  lambda: (account) => ({ StringEqualsIfExists: { "aws:SourceAccount": account } }),
  codepipeline: (account, sources) => ({
    StringEqualsIfExists: { "aws:SourceAccount": account },
    ArnLikeIfExists: { "aws:SourceArn": sources },
  }),
};

function strict(account: string, sources: readonly string[]): Conditions {
  return { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } };
}

/** Who may take a role: one service, on behalf of these things of the central account. `sources` are ARNs, and may hold wildcards. */
export function serviceTrust(
  service: TrustedService,
  sources: readonly string[],
  { account }: Pick<Place, "account">,
): Policy {
  return policy([
    allowTo(
      { Service: `${service}.amazonaws.com` },
      {
        Sid: "ServiceOfThisAccount",
        Action: ["sts:AssumeRole"],
        Condition: asked[service](account, sources),
      },
    ),
  ]);
}

/** Whose behalf each role of a pipeline is taken on. */
export const pipelineTrusts = {
  pipeline: ({ name }: Pipeline, place: Place): Policy =>
    serviceTrust("codepipeline", [arn("codepipeline", name, place)], place),
  /** Of a build, and of what a deployment runs. */
  project: ({ name }: { readonly name: string }, place: Place): Policy =>
    serviceTrust("codebuild", [arn("codebuild", `project/${name}`, place)], place),
  /** The projects of one environment by their start: by name they would be more than a trust policy holds. */
  tests: ({ namePrefix }: { readonly namePrefix: string }, place: Place): Policy =>
    serviceTrust("codebuild", [arn("codebuild", `project/${namePrefix}_*`, place)], place),
};
