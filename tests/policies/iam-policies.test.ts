import { describe, expect, it } from "vitest";
import {
  approverPolicy,
  arnsOf,
  editorPolicy,
  operatorPolicy,
  releaserPolicy,
} from "../../controller/installation/control-plane/index.js";
import { calls } from "./calls.js";
import { site, siteWith } from "./control-plane.js";
import { type Call, may, type RoleCaller } from "./may.js";
import { leftToIam, trusting } from "./needs.js";
import { central } from "./subject.js";

const arns = arnsOf(site);
const role = (name: string) => `arn:aws:iam::${central}:role/${name}`;
const operator = { arn: role("operator"), policies: [operatorPolicy(site)] };
const editor = { arn: role("editor"), policies: [editorPolicy(site)] };
const approver = { arn: role("approver"), policies: [approverPolicy(site)] };
const releaser = { arn: role("releaser"), policies: [releaserPolicy(site)] };
const ofPipeline = "stagewright-webshop-main--2czbumyghz";
const passedTo = (service: string) => ({ keys: { "iam:PassedToService": `${service}.amazonaws.com` } });
const ofRow = (key: string) => ({ keys: { "dynamodb:LeadingKeys": [`${site.names.stateBucket}/${key}`] } });
const ofFunction = (name: string) => ({ keys: { "lambda:FunctionArn": arns.function(name) } });
const mapping = arns.inRegion("lambda", "event-source-mapping:0");

async function allowed(caller: RoleCaller, tried: readonly Call[]): Promise<string[]> {
  const found = [];
  for (const call of tried) if (await may(caller, call)) found.push(`${call.action} ${call.resource}`);
  return found;
}

/** What whoever takes another's place would do first. */
const escalations: [string, Call[]][] = [
  ["make roles of other names", calls("iam:CreateRole iam:PutRolePolicy", role("backdoor"))],
  ["grant itself more", calls("iam:PutRolePolicy iam:AttachRolePolicy", operator.arn)],
  ["attach what AWS holds ready", calls("iam:AttachRolePolicy", role(site.names.reconciler))],
  ["pass roles to other services", calls("iam:PassRole", role(site.names.reconciler), passedTo("ec2"))],
  ["pass other roles", calls("iam:PassRole", role("Administrator"), passedTo("lambda"))],
  ["make users and keys", calls("iam:CreateUser iam:CreateAccessKey", `arn:aws:iam::${central}:user/x`)],
  ["take other roles of target accounts", calls("sts:AssumeRole", "arn:aws:iam::222222222222:role/Other")],
];

describe("the operator", () => {
  it.each<[string, Call[]]>([
    ...escalations,
    ["write items", calls("dynamodb:PutItem dynamodb:DeleteItem dynamodb:UpdateItem", arns.table)],
    ["write states of pipelines", calls("s3:PutObject", `${arns.stateBucket}/pipelines/x/terraform.tfstate`)],
    [
      "hold locks of pipelines",
      calls("dynamodb:PutItem", arns.lockTable, ofRow("pipelines/x/terraform.tfstate")),
    ],
    [
      "touch what others keep in the bucket",
      calls("s3:GetObject s3:DeleteObject", `${arns.stateBucket}/other/x`),
    ],
    ["map streams to other functions", calls("lambda:CreateEventSourceMapping", "*", ofFunction("other"))],
    ["unmap others' streams", calls("lambda:DeleteEventSourceMapping", mapping, ofFunction("other"))],
    [
      "let others than rules call the functions",
      calls("lambda:AddPermission", arns.function(site.names.schedule), {
        keys: { "lambda:Principal": "*" },
      }),
    ],
    [
      "look at other keys",
      calls("kms:DescribeKey", arns.inRegion("kms", "key/0"), {
        keys: { "kms:RequestAlias": "alias/other" },
        resourcePolicy: leftToIam,
      }),
    ],
    [
      "change pipelines",
      [
        ...calls(
          "codepipeline:UpdatePipeline codepipeline:DeletePipeline",
          arns.inRegion("codepipeline", ofPipeline),
        ),
        ...calls("iam:PutRolePolicy iam:DeleteRole", role(`${ofPipeline}-build`)),
      ],
    ],
  ])("may not %s", async (_, tried) => {
    expect(await allowed(operator, tried)).toEqual([]);
  });

  it("takes the administration roles of the accounts that the installation names, and of no other", async () => {
    const accounts = { "333333333333": { assume: [role("Hub"), "arn:aws:iam::333333333333:role/Admin"] } };
    const named = siteWith({
      limits: { accounts: ["222222222222", "333333333333"] },
      childAccount: { administrationRole: "Admin", accounts },
    });
    const tried = [
      ...["222222222222", "333333333333", "444444444444"].map(
        (account) => `arn:aws:iam::${account}:role/Admin`,
      ),
      role("Hub"),
    ].flatMap((taken) => calls("sts:AssumeRole", taken, { resourcePolicy: trusting }));
    expect(await allowed({ ...operator, policies: [operatorPolicy(named)] }, tried)).toEqual([
      "sts:AssumeRole arn:aws:iam::222222222222:role/Admin",
      `sts:AssumeRole ${role("Hub")}`,
    ]);
  });

  it("keeps its hands off a boundary that others keep", () => {
    const theirs = operatorPolicy(siteWith({ permissionsBoundary: `arn:aws:iam::${central}:policy/theirs` }));
    expect(theirs.Statement.map(({ Sid }) => Sid)).not.toContain("ManageBoundary");
    expect(operatorPolicy(site).Statement.map(({ Sid }) => Sid)).toContain("ManageBoundary");
  });
});

describe("the editor", () => {
  it.each<[string, Call[]]>([
    ...escalations,
    ["write the ledger", calls("dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:PutItem", arns.ledger)],
    [
      "write states",
      calls("s3:PutObject s3:DeleteObject", `${arns.stateBucket}/pipelines/x/terraform.tfstate`),
    ],
    ["read the control plane's state", calls("s3:GetObject", `${arns.stateBucket}/${site.names.stateKey}`)],
    ["write digests", calls("dynamodb:PutItem", arns.lockTable, ofRow("pipelines/x/terraform.tfstate-md5"))],
    [
      "hold a pipeline's lock",
      calls("dynamodb:PutItem", arns.lockTable, ofRow("pipelines/x/terraform.tfstate")),
    ],
    ["hold the control plane's lock", calls("dynamodb:PutItem", arns.lockTable, ofRow(site.names.stateKey))],
    ["start builds", calls("codebuild:StartBuild", arns.project)],
    [
      "change pipelines",
      [
        ...calls(
          "codepipeline:UpdatePipeline codepipeline:StartPipelineExecution",
          arns.inRegion("codepipeline", ofPipeline),
        ),
        ...calls("codebuild:UpdateProject", arns.inRegion("codebuild", `project/${ofPipeline}-build`)),
        ...calls("s3:PutBucketPolicy s3:DeleteBucket", `arn:aws:s3:::${ofPipeline}-${central}`),
      ],
    ],
  ])("may not %s", async (_, tried) => {
    expect(await allowed(editor, tried)).toEqual([]);
  });

  it("reads digests only where the installation has a lock table", () => {
    const sids = (lock: string) =>
      editorPolicy(siteWith({ state: { lock } })).Statement.map(({ Sid }) => Sid);
    expect(sids("dynamodb")).toContain("ReadDigests");
    expect(sids("s3")).not.toContain("ReadDigests");
  });
});

const pipelineOf = (...below: string[]) => arns.inRegion("codepipeline", [ofPipeline, ...below].join("/"));
const approvals = calls("codepipeline:PutApprovalResult", pipelineOf("Prod", "ProdApproval"));
const itemWrites = calls("dynamodb:PutItem dynamodb:DeleteItem dynamodb:UpdateItem", arns.table);
const releases = [
  ...calls("codepipeline:StartPipelineExecution codepipeline:StopPipelineExecution", pipelineOf()),
  ...calls("codepipeline:RetryStageExecution codepipeline:DisableStageTransition", pipelineOf("Prod")),
];
const ofOthers = arns.inRegion("codepipeline", "somebody-elses");

describe("the approver", () => {
  it("answers approvals of pipelines, and sees what waits", async () => {
    const tried = [
      ...approvals,
      ...calls("codepipeline:GetPipelineState", pipelineOf()),
      ...calls("dynamodb:Scan", arns.ledger),
    ];
    expect(await allowed(approver, tried)).toHaveLength(tried.length);
  });

  it.each<[string, Call[]]>([
    ...escalations,
    ["write items", itemWrites],
    ["start, stop or retry", releases],
    ["answer approvals of other pipelines", calls("codepipeline:PutApprovalResult", `${ofOthers}/A/B`)],
    ["change pipelines", calls("codepipeline:UpdatePipeline", pipelineOf())],
  ])("may not %s", async (_, tried) => {
    expect(await allowed(approver, tried)).toEqual([]);
  });
});

describe("the releaser", () => {
  it("starts, stops and retries", async () => {
    expect(await allowed(releaser, releases)).toHaveLength(releases.length);
  });

  it.each<[string, Call[]]>([
    ...escalations,
    ["write items", itemWrites],
    ["answer approvals", approvals],
    ["start other pipelines", calls("codepipeline:StartPipelineExecution", ofOthers)],
    ["change pipelines", calls("codepipeline:UpdatePipeline", pipelineOf())],
  ])("may not %s", async (_, tried) => {
    expect(await allowed(releaser, tried)).toEqual([]);
  });
});

describe("nobody has both the editor's writes and the approver's", () => {
  it.each([
    ["the operator", operator],
    ["the editor", editor],
    ["the approver", approver],
    ["the releaser", releaser],
  ])("not %s", async (_, person) => {
    const found = [await allowed(person, itemWrites), await allowed(person, approvals)];
    expect(found.filter(({ length }) => length > 0).length).toBeLessThan(2);
  });

  it("nor who is given both policies, or all", async () => {
    const both = { arn: role("both"), policies: [editorPolicy(site), approverPolicy(site)] };
    expect(await allowed(both, itemWrites)).toEqual([]);
    expect(await allowed(both, approvals)).toHaveLength(1);
    expect(await allowed(editor, itemWrites)).not.toEqual([]);
  });
});
