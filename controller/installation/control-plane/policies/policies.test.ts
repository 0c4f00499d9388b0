import { describe, expect, it } from "vitest";
import type { Policy } from "../../../../compiler/iam/index.js";
import { installationWith } from "../installation.fixture.js";
import { type Site, siteOf } from "../site.js";
import {
  approverPolicy,
  boundaryPolicy,
  editorPolicy,
  managedPolicyLimit,
  operatorPolicy,
  reconcilerPolicy,
  releaserPolicy,
  rolePolicies,
  topicPolicy,
  trustPolicies,
  viewerPolicy,
} from "./index.js";

const kmsKeyArn = "arn:aws:kms:us-east-1:111111111111:key/00000000-0000-0000-0000-000000000000";
const lent = { parameters: ["/webshop/*"], secrets: ["webshop/*"] };
const site = siteOf(installationWith({ limits: lent, state: { kmsKeyArn } }));

/** The longest names, in the longest region of the partition with the longest name. */
const longest = siteOf(
  installationWith({
    region: "us-gov-west-1",
    namePrefix: "a".repeat(12),
    table: "t".repeat(255),
    state: {
      bucket: "b".repeat(63),
      lockTable: "l".repeat(255),
      kmsKeyArn: kmsKeyArn.replace("arn:aws:kms:us-east-1", "arn:aws-us-gov:kms:us-gov-west-1"),
    },
  }),
);

/** The policies of the control plane's roles, of people, and the boundary, by whose they are. */
const policiesOf = (of: Site): Record<string, Policy> => ({
  ...rolePolicies(of),
  operator: operatorPolicy(of),
  editor: editorPolicy(of),
  approver: approverPolicy(of),
  releaser: releaserPolicy(of),
  viewer: viewerPolicy(of),
  boundary: boundaryPolicy(of),
});

const granting = ({ Statement }: Policy, action: string) =>
  Statement.filter(({ Effect, Action }) => Effect === "Allow" && Action.includes(action));

describe("policies of the control plane", () => {
  it("have statements that differ in their names, as IAM asks", () => {
    for (const { Statement } of Object.values(policiesOf(site))) {
      expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
    }
  });

  it("stay within IAM's limits with the longest names", () => {
    const { boundary = boundaryPolicy(longest), ...roles } = policiesOf(longest);
    for (const policy of Object.values(roles))
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(10_240);
    for (const policy of Object.values(trustPolicies(longest)))
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(2048);
    expect(JSON.stringify(boundary).length).toBeLessThanOrEqual(managedPolicyLimit);
  });

  it("say no more than the installation has", () => {
    const bare = siteOf(installationWith({ state: { lock: "s3" } }));
    const sids = Object.values(policiesOf(bare)).flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));
    expect(sids).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(KeepLocks|UseStateKey|Secrets)$/)]),
    );
  });

  it("let nobody publish failures by the topic's own policy but its alarms: EventBridge meets no condition there", () => {
    const principals = topicPolicy(site).Statement.map(({ Principal, Condition }) => ({
      Principal,
      Condition,
    }));
    const ArnLike = expect.objectContaining({ "aws:SourceArn": expect.stringContaining(":alarm:") });
    expect(principals).toEqual([
      { Principal: { Service: "cloudwatch.amazonaws.com" }, Condition: { ArnLike } },
    ]);
  });

  it("let the operator ask for alarms as AWS asks: for all of them", () => {
    expect(
      granting(operatorPolicy(site), "cloudwatch:DescribeAlarms").map(({ Resource }) => Resource),
    ).toEqual([["arn:aws:cloudwatch:us-east-1:111111111111:alarm:*"]]);
  });
});

describe("the reconciler's role", () => {
  const policy = reconcilerPolicy(site);

  it.each(["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary", "iam:DeleteRolePolicy"])(
    "may %s only on pipelines' roles within the boundary",
    (action) => {
      expect(granting(policy, action)).toEqual([
        expect.objectContaining({
          Resource: ["arn:aws:iam::111111111111:role/stagewright-*--*"],
          Condition: { StringEquals: { "iam:PermissionsBoundary": site.boundary } },
        }),
      ]);
    },
  );

  it.each([
    "iam:DeleteRolePermissionsBoundary",
    "iam:CreatePolicyVersion",
    "iam:AttachRolePolicy",
    "sts:AssumeRole",
    "lambda:UpdateFunctionCode",
    "codebuild:StartBuild",
    "ssm:PutParameter",
    "dynamodb:DeleteTable",
  ])("may not %s at all", (action) => {
    expect(granting(policy, action)).toEqual([]);
  });

  it("reaches states of pipelines, not the control plane's own", () => {
    const objects = granting(policy, "s3:PutObject").flatMap(({ Resource }) => Resource);
    expect(objects).toEqual(["arn:aws:s3:::stagewright-state-111111111111/pipelines/*"]);
    expect(site.names.stateKey).not.toMatch(/^pipelines\//);
  });
});

describe("the boundary", () => {
  it("allows nothing of IAM", () => {
    const actions = boundaryPolicy(site).Statement.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith("iam:"))).toEqual([]);
  });

  it("allows roles of target accounts only by the names that the installation gives them", () => {
    const accounts = ["222222222222"];
    const named = siteOf(installationWith({ limits: { accounts } }));
    expect(granting(boundaryPolicy(named), "sts:AssumeRole")[0]?.Resource).toEqual([
      "arn:aws:iam::*:role/ChildAccountTestRole",
      "arn:aws:iam::*:role/ChildAccountFormationRole",
      "arn:aws:iam::*:role/ChildAccountSiteRole",
    ]);
  });

  it("says which settings would make it too long", () => {
    const parameters = Array.from({ length: 60 }, (_, index) => `/a-rather-long-name-of-a-team/${index}/*`);
    const wide = siteOf(installationWith({ limits: { parameters } }));
    expect(() => boundaryPolicy(wide)).toThrow(
      /would hold \d+ characters; AWS allows 6144.*limits\.parameters/,
    );
  });
});
