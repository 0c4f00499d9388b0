import { describe, expect, it } from "vitest";
import { reconcilerPolicy, siteOf } from "../../controller/installation/control-plane/index.js";
import { type Call, may } from "./may.js";
import { calls, here } from "./needs.js";
import { central, settings } from "./subject.js";

const site = siteOf({ account: central, settings });
const role = (name: string) => `arn:aws:iam::${central}:role/${name}`;
const repository = here("ecr", "repository/tools/node");
const pull = calls(
  "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer",
  repository,
);
const ofPipeline = role("stagewright-webshop-main--2czbumyghz-build");
const reconciler = { arn: role(site.names.reconciler), policies: [reconcilerPolicy(site)] };
const bounded = { keys: { "iam:PermissionsBoundary": site.boundary } };
const passedTo = (service: string) => ({ keys: { "iam:PassedToService": `${service}.amazonaws.com` } });
const state = `arn:aws:s3:::${settings.state.bucket}`;

describe("the reconciler", () => {
  it.each<[string, Call[]]>([
    [
      "makes roles of pipelines that bear the boundary",
      calls("iam:CreateRole iam:PutRolePolicy", ofPipeline, bounded),
    ],
    ["passes them to CodeBuild", calls("iam:PassRole", ofPipeline, passedTo("codebuild"))],
    [
      "keeps states of pipelines",
      calls("s3:GetObject s3:PutObject", `${state}/pipelines/x/terraform.tfstate`),
    ],
  ])("%s", async (_, wanted) => {
    for (const call of wanted) expect(await may(reconciler, call)).toBe(true);
  });

  it.each<[string, Call[]]>([
    ["make a role without the boundary", calls("iam:CreateRole iam:PutRolePolicy", ofPipeline)],
    [
      "make a role with another boundary",
      calls("iam:CreateRole", ofPipeline, {
        keys: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
      }),
    ],
    ["make a role beyond the prefix", calls("iam:CreateRole iam:PutRolePolicy", role("backdoor"), bounded)],
    ["take a boundary away", calls("iam:DeleteRolePermissionsBoundary", ofPipeline)],
    [
      "change the boundary",
      calls("iam:CreatePolicyVersion iam:SetDefaultPolicyVersion iam:DeletePolicy", site.boundary),
    ],
    [
      "change its own role",
      calls("iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:AttachRolePolicy", reconciler.arn, bounded),
    ],
    ["attach managed policies", calls("iam:AttachRolePolicy", ofPipeline, bounded)],
    ["pass its own role", calls("iam:PassRole", reconciler.arn, passedTo("codebuild"))],
    ["pass a pipeline's role to another service", calls("iam:PassRole", ofPipeline, passedTo("ec2"))],
    [
      "read the control plane's state",
      calls("s3:GetObject s3:PutObject", `${state}/control-plane/terraform.tfstate`),
    ],
    [
      "change the control plane's project",
      calls("codebuild:UpdateProject", here("codebuild", `project/${site.names.reconciler}`)),
    ],
    [
      "change the dispatcher",
      calls("lambda:UpdateFunctionCode", here("lambda", `function:${site.names.dispatcher}`)),
    ],
    [
      "write items",
      calls("dynamodb:PutItem dynamodb:DeleteItem", here("dynamodb", `table/${settings.table}`)),
    ],
    [
      "take roles elsewhere",
      calls("sts:AssumeRole", "arn:aws:iam::222222222222:role/ChildAccountFormationRole"),
    ],
  ])("may not %s", async (_, attempts) => {
    for (const call of attempts) expect(await may(reconciler, call), call.action).toBe(false);
  });
});

describe("the reconciler whose image is in ECR", () => {
  const image = `${central}.dkr.ecr.us-east-1.amazonaws.com/tools/node:22`;
  const controller = { ...settings.controller, image };
  const pulling = siteOf({ account: central, settings: { ...settings, controller } });

  it("pulls it with its own role, as CodeBuild does, and no other", async () => {
    const role = { ...reconciler, policies: [reconcilerPolicy(pulling)] };
    for (const call of [...pull, ...calls("ecr:GetAuthorizationToken", "*")])
      expect(await may(role, call), call.action).toBe(true);
    for (const call of calls("ecr:BatchGetImage", `${repository}-2`))
      expect(await may(role, call)).toBe(false);
  });

  it("is granted nothing of ECR with an image of AWS", async () => {
    for (const call of pull) expect(await may(reconciler, call), call.action).toBe(false);
  });
});
