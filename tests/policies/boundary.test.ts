import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Policy } from "../../compiler/iam/index.js";
import { arnsOf, boundaryPolicy, siteOf } from "../../controller/installation/control-plane/index.js";
import { bootstrappedSettings } from "../../controller/installation/control-plane/installation.fixture.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { exampleItems } from "../../testing/items/examples.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { times } from "../../testing/items/times.js";
import { attemptsAround } from "./attempts.js";
import { calls } from "./calls.js";
import { site } from "./control-plane.js";
import { findUncovered } from "./covered.js";
import { may } from "./may.js";
import { needsOf, trusting } from "./needs.js";
import { type Held, type HeldRole, holdItem } from "./roles.js";
import { central, older, other, settings, subject } from "./subject.js";

/** With the central account, as `bootstrap` completes them: items name connections of that account only. */
const shared = { ...permissiveSettings, centralAccount: central };
const isolated: typeof shared = {
  ...shared,
  childAccount: { ...shared.childAccount, isolation: "repository" },
};

/** Any item, with its connections in the central account. */
const anyItem = arbitraryConfiguration.map((configuration): unknown =>
  JSON.parse(JSON.stringify(plainFormOf(configuration)).replace(/(connections:[^:]+:)\d+/g, `$1${central}`)),
);

const boundaryFor = (using: typeof settings): Policy =>
  boundaryPolicy(siteOf({ account: central, settings: bootstrappedSettings(using) }));

/** What the roles of a pipeline are granted, and the boundary would take from them. */
function lostBy(written: unknown, using: typeof settings, boundary = boundaryFor(using)): string[] {
  const { roles } = holdItem(written, "0", using);
  return roles.flatMap(({ job, policy }) => findUncovered(policy, boundary).map((what) => `${job}: ${what}`));
}

describe("the boundary of pipelines' roles", () => {
  it.each([...exampleItems().keys()])("takes nothing that the roles of %s are granted", (file) => {
    expect(lostBy(exampleItems().get(file), shared)).toEqual([]);
  });

  it.each([
    ["prefix", shared],
    ["repository", isolated],
  ])("takes nothing that the compiler grants to any role, with isolation by %s", (_, using) => {
    const boundary = boundaryFor(using);
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(lostBy(item, using, boundary)).toEqual([]);
      }),
      { numRuns: times(50) },
    );
  });

  it("would be seen to take something if it lacked a statement", () => {
    const { Statement, ...boundary } = boundaryPolicy(site);
    const lost = Statement.filter(({ Effect }) => Effect === "Allow").map(({ Sid }) => {
      const less = { ...boundary, Statement: Statement.filter((one) => one.Sid !== Sid) };
      return [Sid, [subject, other, older].some((item) => lostBy(item, settings, less).length > 0)];
    });
    // Until it is applied again, a pipeline has the role of its own that an earlier version gave it, which starts it.
    expect(lost.filter(([, isLost]) => !isLost).map(([Sid]) => Sid)).toEqual(["Pipelines"]);
  });

  it.each([
    ["acme/webshop", holdItem(subject)],
    ["payments", holdItem(other, "1")],
  ])("leaves to the roles of %s what their services need, decided by IAM", async (_, held) => {
    for (const role of held.roles) expect(await deniedWithin(held, role)).toEqual([]);
  });

  it("leaves to them a key whose tags do not count yet, since the key's own policy names them", async () => {
    const held = holdItem(subject);
    for (const role of held.roles) expect(await deniedWithin(held, role, {})).toEqual([]);
    const leftToIam = {
      ...held,
      keyPolicy: { ...held.keyPolicy, Statement: held.keyPolicy.Statement.slice(0, 1) },
    };
    for (const role of held.roles) expect(await deniedWithin(leftToIam, role, {})).not.toEqual([]);
  });
});

/** What the services need of a role, and may not do with it once the boundary bounds it. */
async function deniedWithin(
  held: Held,
  { job, arn, policy, tags }: HeldRole,
  tagsOfKey: Record<string, string> = { "aws:ResourceTag/stagewright:pipeline": held.pipeline.id },
): Promise<string[]> {
  const caller = { arn, tags, policies: [policy], boundary: boundaryPolicy(site) };
  const denied = [];
  for (const call of needsOf(held).get(job) ?? []) {
    const keys = { ...call.keys, ...tagsOfKey };
    if (!(await may(caller, { ...call, keys }))) denied.push(`${job}: ${call.action} ${call.resource}`);
  }
  return denied;
}

describe("a role of a pipeline that may do everything, within the boundary", () => {
  const everything = { Sid: "All", Effect: "Allow", Action: ["*"], Resource: ["*"] } as const;
  const policies: Policy[] = [{ Version: "2012-10-17", Statement: [everything] }];
  const arn = `arn:aws:iam::${central}:role/stagewright-acme-webshop-main--abcdefghij-build`;
  const allowed = async (tried: readonly Parameters<typeof may>[1][], boundary = boundaryPolicy(site)) => {
    const found = [];
    for (const call of tried)
      if (await may({ arn, policies, boundary }, call)) found.push(`${call.action} ${call.resource}`);
    return found;
  };

  it("reaches no identity, nothing of the control plane, and no role but target accounts'", async () => {
    const { topic, parameter } = arnsOf(site);
    const roles = ["role/Administrator", "role/ChildAccountDeployerRole", "role/ChildAccountFormationRole-x"];
    const tried = [
      ...calls("iam:PassRole iam:CreateRole iam:PutRolePolicy iam:DeleteRolePermissionsBoundary", arn),
      ...calls("iam:CreatePolicyVersion", site.boundary),
      ...calls("sns:Publish sns:Subscribe", topic),
      ...calls("ssm:GetParameters", parameter),
      ...roles.flatMap((role) => calls("sts:AssumeRole", `arn:aws:iam::222222222222:${role}`)),
    ];
    expect(await allowed(tried)).toEqual([]);
    const dangerous = /^(iam|codebuild:Update|codebuild:Delete|lambda|dynamodb|cloudformation)/;
    const attempts = attemptsAround(holdItem(subject)).filter(({ action }) => dangerous.test(action));
    expect(await allowed(attempts)).toEqual([]);
  });

  it("takes, where roles are isolated, the repositories' formation roles and no other", async () => {
    const names = ["ChildAccountFormationRole-acme-webshop-0123456789", "ChildAccountTestRole"];
    const others = ["ChildAccountFormationRole", "ChildAccountDeployerRole", "ChildAccountTestRole-x"];
    const tried = [...names, ...others].flatMap((name) =>
      calls("sts:AssumeRole", `arn:aws:iam::222222222222:role/${name}`, {
        resourcePolicy: trusting,
      }),
    );
    expect(await allowed(tried, boundaryFor(isolated))).toEqual(
      names.map((name) => `sts:AssumeRole arn:aws:iam::222222222222:role/${name}`),
    );
  });
});
