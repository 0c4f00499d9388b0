import { describe, expect, it } from "vitest";
import { unique } from "../../compiler/iam/index.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { needsOf } from "./needs.js";
import { pageLists } from "./page-lists.js";
import { holdItem } from "./roles.js";
import { policiesOfTargetAccounts } from "./target-accounts.js";

const environments = { Prod: environment({ ManualApproval: "lead@example.com", Tests: { Smoke: test() } }) };
const elsewhere = { Prod: environment({ Tests: { Smoke: test({ Repository: "acme/tests" }) } }) };
const ConnectionArn =
  "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-000000000001";
const fromHost = { RepoName: "acme/webshop", Source: { Type: "CodeConnections", ConnectionArn } };

const pipelines = [itemWith(environments), itemWith(elsewhere, fromHost)].map((item) => holdItem(item));

/** What the services call with the role of pipelines, by whichever source. */
const asked = pipelines.flatMap((held) => needsOf(held).get("pipeline") ?? []);

/** What the role that deploys stacks is given for stacks and roles; on transforms it is asked by CloudFormation itself. */
const givenToFormation = policiesOfTargetAccounts()
  .filter(([kind]) => kind === "formation")
  .flatMap(([, { Statement }]) => Statement.filter(({ Effect }) => Effect === "Allow"))
  .flatMap(({ Action }) => [Action].flat());

const isOf =
  (...services: string[]) =>
  (action: string) =>
    services.includes(action.split(":")[0] ?? "");

const buckets = pipelines.map(({ bucketArn }) => bucketArn);
const isOfArtifacts = (resource: string) => buckets.some((bucket) => resource.startsWith(bucket));

/** What is given for an action, by its provider. */
const given: Readonly<Record<string, readonly string[]>> = {
  CodeCommit: actions(isOf("codecommit")),
  CodeStarSourceConnection: actions(isOf("codeconnections", "codestar-connections")),
  CodeBuild: actions(isOf("codebuild")),
  Manual: actions(isOf("sns")),
  CloudFormation: givenToFormation.filter(isOf("cloudformation", "iam")),
  "the artifact store": asked
    .filter(({ action, resource }) => action.startsWith("s3:") && isOfArtifacts(resource))
    .map(({ action }) => action),
  "the key of the artifact store": actions(isOf("kms")),
};

function actions(isIt: (action: string) => boolean): string[] {
  return asked.map(({ action }) => action).filter(isIt);
}

describe("what an action of a pipeline is given, beside what AWS's page names for it", () => {
  it.each(pageLists)("$provider: all that the page names, or a reason", (list) => {
    const ours = new Set(given[list.provider]);
    expect(ours.size).toBeGreaterThan(0);
    const leftOut = list.names.filter((name) => !ours.has(name));
    expect(leftOut.sort()).toEqual(Object.keys(list.leftOut).sort());
  });

  it.each(pageLists)("$provider: no more than the page names, or a reason", (list) => {
    const beyond = [...new Set(given[list.provider])].filter((name) => !list.names.includes(name));
    expect(beyond.sort()).toEqual(Object.keys(list.beyond).sort());
  });

  it("holds a page for each action of pipelines from CodeCommit and connections, and for their artifacts", () => {
    const actionsOf = pipelines.flatMap(({ pipeline }) => pipeline.stages.flatMap((stage) => stage.actions));
    const providers = unique(actionsOf.map(({ provider }) => provider));
    const artifacts = ["the artifact store", "the key of the artifact store"];
    expect(pageLists.map(({ provider }) => provider).sort()).toEqual([...providers, ...artifacts].sort());
  });
});
