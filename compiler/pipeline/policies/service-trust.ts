import { allowTo, arn, type Conditions, type Policy, policy } from "../../iam/index.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";

/** The services that take roles of pipelines. */
export type TrustedService = "codepipeline" | "codebuild" | "events";

type Place = Pick<ArtifactContext, "partition" | "region" | "account">;

/**
 * On whose behalf each service says that it takes a role, and how far that can be asked for.
 *
 * | service | what its documentation names |
 * |---|---|
 * | CodeBuild | `aws:SourceArn`, the project (user guide, "Cross-service confused deputy prevention") |
 * | EventBridge | `aws:SourceArn`, the rule (user guide, "Cross-service confused deputy prevention") |
 * | CodePipeline | nothing. AWS's own samples ask for `aws:SourceArn`, or for the account if it is given; so neither refuses where it is not sent |
 */
const asked: Readonly<Record<TrustedService, (account: string, sources: readonly string[]) => Conditions>> = {
  codebuild: strict,
  events: strict,
  codepipeline: (account, sources) => ({
    StringEqualsIfExists: { "aws:SourceAccount": account },
    ArnLikeIfExists: { "aws:SourceArn": sources },
  }),
};

function strict(account: string, sources: readonly string[]): Conditions {
  return { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } };
}

/** Who may take a role: one service, on behalf of these things of the central account. `sources` may hold wildcards. */
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
  build: ({ build }: Pipeline, place: Place): Policy =>
    serviceTrust("codebuild", [arn("codebuild", `project/${build.name}`, place)], place),
  events: ({ eventRule }: Pipeline, place: Place): Policy =>
    serviceTrust("events", [arn("events", `rule/${eventRule}`, place)], place),
  /** The projects of one environment by their start: by name they would be more than a trust policy holds. */
  tests: ({ namePrefix }: { readonly namePrefix: string }, place: Place): Policy =>
    serviceTrust("codebuild", [arn("codebuild", `project/${namePrefix}_*`, place)], place),
};
