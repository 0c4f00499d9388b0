import { describe, expect, it } from "vitest";
import { type ChildRole, childRoles, settingsForAccount } from "./child-account.js";
import { choices, settingsWith, targetSite } from "./settings.fixture.js";

const rolesWith = (childAccount: object) =>
  childRoles(targetSite, settingsForAccount(settingsWith(childAccount), targetSite.account));

function role(kind: ChildRole["kind"], childAccount: object = {}): ChildRole {
  const found = rolesWith(childAccount).find((each) => each.kind === kind);
  if (!found) throw new Error(`There is no ${kind} role.`);
  return found;
}

const trustText = (kind: ChildRole["kind"], childAccount: object = {}) =>
  JSON.stringify(role(kind, childAccount).trust);
const policyText = (kind: ChildRole["kind"], childAccount: object = {}) =>
  JSON.stringify(role(kind, childAccount).policy);

describe("the formation role", () => {
  it("is for pipelines of the central account, and not for tests", () => {
    expect(trustText("formation")).toContain(
      "arn:aws:iam::111111111111:role/stagewright-*--??????????-pipeline",
    );
    expect(trustText("formation")).not.toContain("-tests-");
  });

  it("is for the repositories of the account, or else of all accounts", () => {
    const settings = settingsWith({
      repositories: ["all"],
      accounts: { "222222222222": { repositories: ["own"] } },
    });
    expect(settingsForAccount(settings, "222222222222").childAccount.repositories).toEqual(["own"]);
    expect(settingsForAccount(settings, "333333333333").childAccount.repositories).toEqual(["all"]);
  });

  it("is for tests too where the settings name it for them", () => {
    const roles = rolesWith({ testRole: "ChildAccountFormationRole" });
    expect(roles.map(({ kind }) => kind)).toEqual(["formation", "deployer", "site"]);
    expect(JSON.stringify(roles[0]?.trust)).toContain("-tests-*");
  });

  it("touches stacks of the installation, or of one repository alone", () => {
    expect(policyText("formation")).toContain("stack/stagewright-*--*/*");
    const isolated = rolesWith(choices.isolated ?? {}).filter(({ kind }) => kind === "formation");
    expect(isolated).toHaveLength(3);
    for (const { name, trust, policy } of isolated) {
      const hash = name.slice(-10);
      expect(JSON.stringify(policy)).toContain(`stack/stagewright-*--*-${hash}-stack/*`);
      expect(JSON.stringify(trust)).toMatch(/"stagewright:repository|PrincipalTag/);
    }
  });

  it("hands the deployer role to CloudFormation, and no other role to anyone", () => {
    const passing = role("formation").policy.Statement.filter((statement) =>
      JSON.stringify(statement).includes("PassRole"),
    );
    expect(passing).toEqual([
      {
        Sid: "HandDeployerToCloudFormation",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: ["arn:aws:iam::222222222222:role/ChildAccountDeployerRole"],
        Condition: { StringEquals: { "iam:PassedToService": "cloudformation.amazonaws.com" } },
      },
    ]);
  });
});

describe("the deployer role", () => {
  it("is for CloudFormation alone", () => {
    expect(role("deployer").trust.Statement).toEqual([
      {
        Sid: "CloudFormation",
        Effect: "Allow",
        Principal: { Service: "cloudformation.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "222222222222" } },
      },
    ]);
  });

  it("makes roles only where they may be made, and only with the boundary", () => {
    expect(policyText("deployer")).not.toContain("iam:CreateRole");
    expect(policyText("deployer", choices.bound)).toContain(
      '"iam:PermissionsBoundary":"arn:aws:iam::222222222222:policy/apps"',
    );
    expect(policyText("deployer", choices.bound)).not.toContain('"iam:*"],"Resource":["*"]');
  });

  it.each(Object.entries(choices))("never changes the roles of stagewright: %s", (_, childAccount) => {
    const denied = JSON.stringify(
      role("deployer", childAccount).policy.Statement.filter(
        (each) => "Effect" in each && each.Effect === "Deny",
      ),
    );
    for (const { kind, name } of rolesWith(childAccount)) {
      const isolated = kind === "formation" && name !== "ChildAccountFormationRole";
      expect(denied).toContain(`:role/${isolated ? "ChildAccountFormationRole-*" : name}"`);
    }
    for (const name of ["_control-*", "-*--??????????-pipeline", "-*--??????????-tests-*--??????"]) {
      expect(denied).toContain(`arn:aws:iam::111111111111:role/stagewright${name}"`);
    }
  });
});

describe("what CloudFormation is asked for beside the services", () => {
  const statementOf = (kind: ChildRole["kind"], sid: string, settings = settingsWith()) =>
    childRoles(targetSite, settings)
      .find((each) => each.kind === kind)
      ?.policy.Statement.find((each) => "Sid" in each && each.Sid === sid);
  const withoutExpansion = settingsWith({}, { limits: { capabilities: ["CAPABILITY_NAMED_IAM"] } });

  it("is roles with the prefix for the chosen services, or those of the settings", () => {
    expect(statementOf("deployer", "PassRolesOfApplications")).toMatchObject({
      Action: ["iam:PassRole"],
      Resource: ["arn:aws:iam::222222222222:role/stagewright-*"],
      Condition: {
        StringEquals: { "iam:PassedToService": expect.arrayContaining(["lambda.amazonaws.com"]) },
      },
    });
    const own = settingsWith({
      deployerServices: ["iam", "ecs"],
      passableRoles: ["apps/*"],
      permissionsBoundary: "b",
    });
    expect(statementOf("deployer", "PassRolesOfApplications", own)).toMatchObject({
      Resource: ["arn:aws:iam::222222222222:role/apps/*"],
      Condition: {
        StringEquals: { "iam:PassedToService": ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"] },
      },
    });
    expect(statementOf("deployer", "UseOwnRoles", own)).not.toMatchObject({
      Action: expect.arrayContaining(["iam:PassRole"]),
    });
  });

  it("is no role where none may be passed", () => {
    const none = settingsWith({ passableRoles: [] });
    expect(statementOf("deployer", "PassRolesOfApplications", none)).toBeUndefined();
  });

  it.each(["formation", "deployer"] as const)("is transforms of the %s role, where they are lent", (kind) => {
    expect(statementOf(kind, "ExpandTransforms")).toMatchObject({
      Action: ["cloudformation:CreateChangeSet"],
      Resource: [
        "arn:aws:cloudformation:eu-west-1:aws:transform/*",
        "arn:aws:cloudformation:eu-west-1:222222222222:transform/*",
      ],
    });
    expect(statementOf(kind, "ExpandTransforms", withoutExpansion)).toBeUndefined();
  });

  it("is a macro's function, through CloudFormation alone, where applications may have functions", () => {
    expect(statementOf("formation", "RunMacros")).toMatchObject({
      Condition: { "ForAnyValue:StringEquals": { "aws:CalledVia": ["cloudformation.amazonaws.com"] } },
    });
    expect(statementOf("formation", "RunMacros", withoutExpansion)).toBeUndefined();
    expect(
      statementOf("formation", "RunMacros", settingsWith({ deployerServices: ["sqs"] })),
    ).toBeUndefined();
  });

  it("is managed policies with iam, but never the one that bounds", () => {
    const bound = settingsWith({ deployerServices: ["iam"], permissionsBoundary: "stagewright-apps" });
    expect(statementOf("deployer", "MakeOwnPolicies", bound)).toBeDefined();
    expect(statementOf("deployer", "ProtectBoundary", bound)).toMatchObject({
      Effect: "Deny",
      Resource: ["arn:aws:iam::222222222222:policy/stagewright-apps"],
    });
    expect(statementOf("deployer", "MakeOwnPolicies")).toBeUndefined();
  });

  it("is keys through S3 by its name in the partition", () => {
    const text = JSON.stringify(
      childRoles({ ...targetSite, partition: "aws-cn", region: "cn-north-1" }, settingsWith()),
    );
    expect(text).toContain('"kms:ViaService":"s3.cn-north-1.amazonaws.com.cn"');
  });
});

describe("the view role", () => {
  it("is made for nobody by default", () => {
    expect(rolesWith({}).map(({ kind }) => kind)).not.toContain("view");
  });

  it("is taken by those whom the settings name, of their organisation", () => {
    const { trust, name } = role("view", choices.viewers);
    expect(name).toBe("ChildAccountViewRole");
    const accounts = ["111111111111", "333333333333"].map((account) => `arn:aws:iam::${account}:root`);
    expect(trust.Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: { AWS: accounts },
        Condition: {
          ArnLike: {
            "aws:PrincipalArn": [
              "arn:aws:iam::111111111111:role/approver",
              "arn:aws:iam::333333333333:role/aws-reserved/*",
            ],
          },
        },
      },
      { Effect: "Deny", Principal: { AWS: accounts } },
    ]);
  });

  it("looks at change sets, templates and events of pipelines' stacks, and changes nothing", () => {
    expect(role("view", choices.viewers).policy.Statement).toEqual([
      {
        Sid: "ViewChanges",
        Effect: "Allow",
        Action: [
          "cloudformation:DescribeChangeSet",
          "cloudformation:DescribeStackEvents",
          "cloudformation:DescribeStacks",
          "cloudformation:GetTemplate",
        ],
        Resource: ["arn:aws:cloudformation:eu-west-1:222222222222:stack/stagewright-*--*/*"],
      },
    ]);
  });
});

describe("the test role", () => {
  it("is for tests, and reads stacks", () => {
    expect(trustText("test")).not.toContain("-pipeline");
    expect(role("test").policy.Statement.flatMap((each) => ("Action" in each ? each.Action : []))).toEqual([
      "cloudformation:DescribeStacks",
      "cloudformation:ListStackResources",
    ]);
  });

  it("has the policy of the settings instead, as it is written", () => {
    const own = choices["own policies"] as { testPolicy: object[] };
    expect(role("test", own).policy.Statement).toEqual(own.testPolicy);
  });
});

it("denies those outside of the organisation where one is named", () => {
  for (const kind of ["formation", "test"] as const) {
    expect(trustText(kind, choices.narrow)).toContain(
      '"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}',
    );
    expect(trustText(kind)).not.toContain("OrgID");
  }
});

it("bounds every role where a boundary is named", () => {
  const boundaries = rolesWith(choices.bound ?? {}).map(({ boundary }) => boundary);
  expect(new Set(boundaries)).toEqual(new Set(["arn:aws:iam::222222222222:policy/apps"]));
  expect(rolesWith({}).every(({ boundary }) => boundary === undefined)).toBe(true);
});
