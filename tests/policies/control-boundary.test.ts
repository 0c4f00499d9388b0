import { describe, expect, it } from "vitest";
import { checkSettings } from "../../compiler/settings/index.js";
import {
  boundaryPolicy,
  controlBoundaryPolicy,
  failuresPolicy,
  operatorPolicy,
  reconcilerPolicy,
  starterPolicy,
  terraformOf,
} from "../../controller/installation/control-plane/index.js";
import { installationWith } from "../../controller/installation/control-plane/installation.fixture.js";
import { siteOf } from "../../controller/installation/control-plane/site.js";
import { calls, here } from "./calls.js";
import { may } from "./may.js";
import { central } from "./subject.js";

const policyArn = (name: string) => `arn:aws:iam::${central}:policy/${name}`;
const role = (name: string) => `arn:aws:iam::${central}:role/${name}`;
const [own, pipelines] = [policyArn("control-boundary"), policyArn("pipelines-boundary")];
const bounded = { permissionsBoundary: pipelines, controller: { permissionsBoundary: own } };
const installation = installationWith(bounded);
const site = siteOf(installation);
const operator = { arn: role("operator"), policies: [operatorPolicy(site)] };
const control = role("stagewright_control-anything");
const withBoundary = (boundary: string) => ({ keys: { "iam:PermissionsBoundary": boundary } });

describe("an operator of an installation whose own roles are bounded", () => {
  it("makes and grants them within that boundary", async () => {
    for (const call of calls(
      "iam:CreateRole iam:PutRolePolicy iam:PutRolePermissionsBoundary",
      control,
      withBoundary(own),
    ))
      expect(await may(operator, call), call.action).toBe(true);
  });

  it.each([
    ["no boundary", {}],
    ["another boundary", withBoundary("arn:aws:iam::aws:policy/AdministratorAccess")],
    ["the boundary of pipelines", withBoundary(pipelines)],
  ])("makes and grants none with %s", async (_, keys) => {
    for (const call of calls(
      "iam:CreateRole iam:PutRolePolicy iam:PutRolePermissionsBoundary",
      control,
      keys,
    ))
      expect(await may(operator, call), call.action).toBe(false);
  });

  it("writes neither boundary, and takes none away", async () => {
    const changes = "iam:CreatePolicy iam:CreatePolicyVersion iam:SetDefaultPolicyVersion iam:DeletePolicy";
    for (const arn of [own, pipelines])
      for (const call of calls(changes, arn)) expect(await may(operator, call), call.action).toBe(false);
    for (const call of calls(
      "iam:DeleteRolePermissionsBoundary iam:AttachRolePolicy",
      control,
      withBoundary(own),
    ))
      expect(await may(operator, call), call.action).toBe(false);
  });

  it("is an administrator without the setting, as bootstrap says", async () => {
    const free = { arn: role("operator"), policies: [operatorPolicy(siteOf(installationWith({})))] };
    for (const call of calls("iam:CreateRole iam:PutRolePolicy", control))
      expect(await may(free, call)).toBe(true);
  });
});

describe("the boundary of the control plane's roles", () => {
  const hostile = {
    arn: role("stagewright_control-x"),
    policies: [
      {
        Version: "2012-10-17",
        Statement: [{ Sid: "All", Effect: "Allow", Action: ["*"], Resource: ["*"] }],
      } as const,
    ],
    boundary: controlBoundaryPolicy(site),
  };

  it("stands on every role that the stack makes", () => {
    const stack = terraformOf({ installation, lambdaSha256: "x", protect: true });
    const { resource } = stack as {
      resource: { aws_iam_role: Record<string, { permissions_boundary?: string }> };
    };
    const boundaries = Object.values(resource.aws_iam_role).map((made) => made.permissions_boundary);
    expect(boundaries).toEqual([own, own, own, own, own, own]);
  });

  it.each<[string, string, string]>([
    ["make users", "iam:CreateUser iam:CreateAccessKey", `arn:aws:iam::${central}:user/backdoor`],
    [
      "make a role without the boundary of pipelines",
      "iam:CreateRole iam:PutRolePolicy",
      role("stagewright-a--b-build"),
    ],
    [
      "change a control role",
      "iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:CreateRole",
      role("stagewright_control-x"),
    ],
    [
      "make a role with a path",
      "iam:CreateRole iam:UpdateAssumeRolePolicy",
      role("stagewright-a--b/Administrator"),
    ],
    ["write either boundary", "iam:CreatePolicyVersion iam:DeletePolicy", own],
    ["take roles", "sts:AssumeRole", "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"],
    ["read a bucket of somebody else", "s3:GetObject", "arn:aws:s3:::payroll/2026.csv"],
    ["read a secret", "secretsmanager:GetSecretValue", here("secretsmanager", "secret:payroll-abcdef")],
  ])("lets no role %s, whatever its policy says", async (_, actions, resource) => {
    for (const call of calls(actions, resource)) expect(await may(hostile, call), call.action).toBe(false);
  });

  it("leaves the rule of failures its topic", async () => {
    const policies = [failuresPolicy(site)];
    const teller = { arn: role(site.names.failures), policies, boundary: controlBoundaryPolicy(site) };
    for (const call of calls("sns:Publish", here("sns", site.names.failures)))
      expect(await may(teller, call)).toBe(true);
  });

  it("leaves the rules of pipelines what they start", async () => {
    const policies = [starterPolicy(site)];
    const starter = { arn: role(site.names.starter), policies, boundary: controlBoundaryPolicy(site) };
    const pipeline = here("codepipeline", "stagewright-webshop-main--2czbumyghz");
    for (const call of calls("codepipeline:StartPipelineExecution", pipeline))
      expect(await may(starter, call)).toBe(true);
  });

  it("leaves each role all that it is given", async () => {
    const reconciler = {
      arn: role(site.names.reconciler),
      policies: [reconcilerPolicy(site)],
      boundary: controlBoundaryPolicy(site),
    };
    const project = here("codebuild", "project/stagewright-webshop-main--2czbumyghz");
    const passed = { keys: { "iam:PassedToService": "codebuild.amazonaws.com" } };
    for (const call of [
      ...calls("codebuild:CreateProject codebuild:UpdateProject", project),
      ...calls(
        "iam:CreateRole iam:PutRolePolicy",
        role("stagewright-webshop-main--2czbumyghz-build"),
        withBoundary(pipelines),
      ),
      ...calls("iam:PassRole", role("stagewright-webshop-main--2czbumyghz-build"), passed),
      ...calls("s3:PutObject", `arn:aws:s3:::${site.names.stateBucket}/pipelines/x/terraform.tfstate`),
    ])
      expect(await may(reconciler, call), call.action).toBe(true);
  });

  it("fits a managed policy, beside the one of pipelines", () => {
    for (const policy of [controlBoundaryPolicy(site), boundaryPolicy(site)])
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
  });

  it("is refused as a setting alone, and as the boundary that bootstrap writes itself", () => {
    const codes = (written: object) => checkSettings(written).problems.map(({ code }) => code);
    expect(codes(bounded)).toEqual([]);
    expect(codes({ controller: bounded.controller })).toEqual(["settings.boundary-alone"]);
    const kept = policyArn("stagewright_control-boundary");
    expect(codes({ ...bounded, permissionsBoundary: kept })).toEqual(["settings.boundary-alone"]);
    expect(codes({ ...bounded, controller: { permissionsBoundary: kept } })).toEqual([
      "settings.boundary-alone",
    ]);
  });
});
