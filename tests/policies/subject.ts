import { checkSettings, type Settings } from "../../compiler/settings/index.js";
import { environment, itemWith, test } from "../../testing/items/items.js";

export const central = "111111111111";
export const region = "us-east-1";

/** An installation that lends what the subject asks for. */
export const settings: Settings = settingsOf({
  centralAccount: central,
  region,
  limits: {
    privileged: true,
    parameters: ["/webshop/*"],
    secrets: ["webshop/*"],
    vpcs: ["vpc-0123456789abcdef0"],
    topics: [`arn:aws:sns:${region}:${central}:release-*`],
  },
});

export function settingsOf(written: object): Settings {
  const { settings: checked, problems } = checkSettings(written);
  if (!checked) throw new Error(JSON.stringify(problems));
  return checked;
}

export const connection = `arn:aws:codeconnections:${region}:${central}:connection/0a1b2c3d-0000-4000-8000-000000000001`;
export const otherConnection = connection.replace(/1$/, "2");
export const topic = `arn:aws:sns:${region}:${central}:release-approvals`;

const vpc = {
  VpcId: "vpc-0123456789abcdef0",
  Subnets: ["subnet-0123456789abcdef0"],
  SecurityGroups: ["sg-0123456789abcdef0"],
};

/** A pipeline that uses all that an item can ask for: each kind of source, approval, variable and image, a network. */
export const subject = itemWith(
  {
    Beta: environment({
      ManualApproval: "lead@example.com",
      Tests: {
        Smoke: test({ Source: { Type: "CodeCommit" } }),
        Load: test({ Source: { Type: "S3", Bucket: "acme-releases", Key: "tests/load.zip" } }),
      },
    }),
    Prod: environment({
      AwsAccountId: "333333333333",
      ManualApproval: topic,
      Tests: {
        Smoke: test({
          Repository: "acme/webshop-tests",
          EnvironmentVariables: { TOKEN: { Type: "SECRETS_MANAGER", Value: "webshop/prod-token:key" } },
        }),
      },
    }),
    Idle: environment({ AwsAccountId: "444444444444", Deploy: false }),
  },
  {
    RepoName: "acme/webshop",
    Source: { Type: "CodeConnections", ConnectionArn: connection },
    BuildImage: `${central}.dkr.ecr.${region}.amazonaws.com/builders/node:20`,
    EnvironmentVariables: {
      API_URL: { Type: "PARAMETER_STORE", Value: "/webshop/api-url" },
      TOKEN: { Type: "SECRETS_MANAGER", Value: "webshop/token" },
    },
    Vpc: vpc,
  },
);

/** Another pipeline of the same installation, into which the subject may not reach. */
export const other = itemWith(
  {
    Prod: environment({
      AwsAccountId: "555555555555",
      ManualApproval: "boss@example.com",
      Tests: { Smoke: test({ Repository: "payments-tests" }) },
    }),
  },
  { RepoName: "payments", RepoTag: "main" },
);

/** A third, whose connection is one of the service's former name. */
export const older = itemWith(
  { Prod: environment() },
  {
    RepoName: "acme/older",
    Source: {
      Type: "CodeConnections",
      ConnectionArn: connection.replace("codeconnections", "codestar-connections"),
    },
  },
);
