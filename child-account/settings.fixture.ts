import { checkSettings, type Settings } from "../compiler/settings/index.js";

/** Settings of an installation with these choices for its target accounts. */
export function settingsWith(childAccount: object = {}, others: object = {}): Settings {
  const written = { centralAccount: "111111111111", region: "eu-west-1", childAccount, ...others };
  const { settings, problems } = checkSettings(written);
  if (!settings) throw new Error(JSON.stringify(problems));
  return settings;
}

/** Target account 222222222222 in plain values. */
export const targetSite = {
  partition: "aws",
  account: "222222222222",
  region: "eu-west-1",
  centralAccount: "111111111111",
  namePrefix: "stagewright",
};

/** One of everything that changes a policy. */
export const choices: Readonly<Record<string, object>> = {
  defaults: {},
  narrow: { repositories: ["acme/*", "webshop"], organisationId: "o-a1b2c3d4e5" },
  isolated: { isolation: "repository", repositories: ["acme/webshop", "Web.Shop", "_"] },
  bound: { deployerServices: ["lambda", "iam"], permissionsBoundary: "apps" },
  "roles of their own": { deployerServices: ["ecs", "lambda"], passableRoles: ["apps/*"] },
  "own policies": {
    deployerServices: [],
    deployerPolicy: [
      { Effect: "Allow", Action: "ecs:UpdateService", Resource: "arn:aws:ecs:*:*:service/${x}/*" },
    ],
    testPolicy: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::own/${aws:username}/*" }],
  },
  viewers: {
    viewers: ["arn:aws:iam::111111111111:role/approver", "arn:aws:iam::333333333333:role/aws-reserved/*"],
    organisationId: "o-a1b2c3d4e5",
  },
  "tests that deploy": { testRole: "ChildAccountFormationRole" },
};
