import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Policy } from "../../compiler/iam/index.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { compile } from "../../testing/items/compile.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { times } from "../../testing/items/times.js";
import { policiesIn, resolveStack } from "../../testing/stack/resolve-stack.js";
import { controlPlanePolicies, site, siteWith } from "./control-plane.js";
import type { Exception } from "./exception.js";
import { exceptions, findUnexplained } from "./exceptions.js";
import { settings, subject } from "./subject.js";
import { policiesOfTargetAccounts } from "./target-accounts.js";

/** Whose policy stands at a place of a compiled stack. */
function ownerOf(place: string): string {
  if (place.startsWith("module.")) return "tests";
  if (place.startsWith("aws_kms_key")) return "artifact key";
  if (place.startsWith("aws_s3_bucket_policy")) return "artifact bucket";
  return place.replace("aws_iam_role_policy.", "");
}

function unexplainedIn(written: unknown, used?: Set<Exception>, using?: typeof settings): string[] {
  const policies = Object.entries(policiesIn(resolveStack(compile(written, using))));
  return policies.flatMap(([place, policy]) => findUnexplained(ownerOf(place), policy, used));
}

/** More topics than a policy names one by one. */
const manyApprovals = itemWith(
  Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`e${index}`, environment({ ManualApproval: "a@example.com" })]),
  ),
);

const isolated = { isolation: "repository", repositories: ["webshop"] };

/** One for all that changes a policy of the control plane. */
const sites = [
  site,
  siteWith({ childAccount: isolated, limits: { accounts: ["222222222222"] } }),
  siteWith({ state: { lock: "s3" } }),
  siteWith({ childAccount: { viewers: ["arn:aws:iam::111111111111:role/approver"] } }),
  siteWith({ controller: { image: "111111111111.dkr.ecr.us-east-1.amazonaws.com/tools/node:22" } }),
];

function unexplainedInOthers(used?: Set<Exception>): string[] {
  const policies = [
    ...sites.flatMap((of) => Object.entries(controlPlanePolicies(of))),
    ...policiesOfTargetAccounts(),
  ];
  return policies.flatMap(([owner, policy]) => findUnexplained(owner, policy, used));
}

describe("no policy names an action or a resource by a wildcard that the one list does not explain", () => {
  it("of any pipeline", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        expect(unexplainedIn(plainFormOf(configuration))).toEqual([]);
      }),
      { numRuns: times(200) },
    );
  });

  it("of the control plane or of any target account", () => {
    expect(unexplainedInOthers()).toEqual([]);
  });

  it.each([
    ["an action", { Action: ["iam:*"], Resource: ["arn:aws:iam::111111111111:role/x"] }],
    ["a resource", { Action: ["iam:GetRole"], Resource: ["*"] }],
    ["a resource of another statement", { Action: ["sts:AssumeRole"], Resource: ["arn:aws:iam::*:role/x"] }],
    ["anybody", { Principal: "*" as const, Action: ["sts:AssumeRole"] }],
  ])("and one in %s would be noticed", (_, statement) => {
    const policy: Policy = {
      Version: "2012-10-17",
      Statement: [{ Sid: "Artifacts", Effect: "Allow", ...statement }],
    };
    expect(findUnexplained("pipeline", policy)).toHaveLength(1);
  });

  it("and the list explains nothing that is not there", () => {
    const used = new Set<Exception>();
    const others = [manyApprovals, subject].flatMap((item) => unexplainedIn(item, used, settings));
    expect([...others, ...unexplainedInOthers(used)]).toEqual([]);
    expect(exceptions.filter((exception) => !used.has(exception)).map(({ reason }) => reason)).toEqual([]);
  });
});
