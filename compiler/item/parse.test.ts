import { describe, expect, it } from "vitest";
import { cases } from "../../testing/expect/cases.js";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { toDynamoDbJson } from "../../testing/items/item-forms.js";
import { environment, item, itemWith, itemWithTest, seedItem, test } from "../../testing/items/items.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { InvalidInputError } from "../diagnostics/index.js";
import { defaultSettings } from "../settings/index.js";
import { parseItem } from "./index.js";

describe("a canonical item", () => {
  it("has every default filled in", () => {
    expect(parseItem(itemWithTest())).toEqual({
      repository: "webshop",
      branch: "main",
      source: { type: "CodeCommit", repository: "webshop", branch: "main" },
      build: {
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        buildspec: "buildspec.yml",
        computeType: "BUILD_GENERAL1_SMALL",
        timeoutMinutes: 60,
        privileged: false,
        variables: [],
      },
      lentKeys: [],
      waves: [
        [
          {
            name: "Prod",
            accountId: "222222222222",
            deploy: true,
            deployment: {
              type: "CloudFormation",
              templatePath: "BuildOutput::packagedtemplate.yaml",
              capabilities: ["CAPABILITY_NAMED_IAM"],
              parameterOverrides: {},
            },
            tests: [
              {
                name: "Smoke",
                run: true,
                source: { type: "CodeCommit", repository: "webshop-tests", branch: "main" },
                job: {
                  image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                  buildspec: "buildspec.yml",
                  computeType: "BUILD_GENERAL1_SMALL",
                  timeoutMinutes: 60,
                  privileged: false,
                  variables: [],
                },
              },
            ],
          },
        ],
      ],
      executionMode: "SUPERSEDED",
      artifactRetentionDays: 30,
      logRetentionDays: 90,
      tags: {},
    });
  });

  it("has the defaults and tags of the installation", () => {
    const settings = defaultSettings();
    const own = {
      ...settings,
      tags: { team: "platform" },
      defaults: { ...settings.defaults, buildImage: "own:1", logRetentionDays: 0 },
    };
    const parsed = parseItem(item({ Tags: { app: "webshop" } }), { settings: own });
    expect(parsed).toMatchObject({
      build: { image: "own:1" },
      logRetentionDays: 0,
      tags: { app: "webshop", team: "platform" },
    });
  });

  it("is what the item says where it says something", () => {
    const written = itemWith(
      {
        Prod: environment({
          ManualApproval: { Emails: ["b@example.com", "a@example.com"], Message: "${x}", TimeoutMinutes: 60 },
          TemplatePath: "out.yaml",
          Capabilities: [],
          ParameterOverrides: { B: "2", A: "1" },
        }),
      },
      { ExecutionMode: "QUEUED", ArtifactRetentionDays: 0, EnvironmentVariables: { B: "2", A: "%{x}" } },
    );
    expect(parseItem(written)).toMatchObject({
      build: {
        variables: [
          { name: "A", type: "PLAINTEXT", value: "%{x}" },
          { name: "B", type: "PLAINTEXT", value: "2" },
        ],
      },
      waves: [
        [
          {
            approval: { emails: ["a@example.com", "b@example.com"], message: "${x}", timeoutMinutes: 60 },
            deployment: {
              templatePath: "BuildOutput::out.yaml",
              capabilities: [],
              parameterOverrides: { A: "1", B: "2" },
            },
          },
        ],
      ],
      executionMode: "QUEUED",
      artifactRetentionDays: 0,
    });
  });

  it.each([
    [false, undefined],
    [true, { emails: [], timeoutMinutes: 1440 }],
    ["lead@example.com", { emails: ["lead@example.com"], timeoutMinutes: 1440 }],
    [
      "arn:aws:sns:us-east-1:111111111111:x",
      { emails: [], topicArn: "arn:aws:sns:us-east-1:111111111111:x", timeoutMinutes: 1440 },
    ],
  ])("reads the approval %j as %j", (ManualApproval, approval) => {
    const written = itemWith({ Prod: environment({ ManualApproval }) });
    const [[prod] = []] = parseItem(written, { settings: permissiveSettings }).waves;
    expect(prod?.approval).toEqual(approval);
  });

  it("gives a test the application's connection", () => {
    const ConnectionArn =
      "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-1234567890ab";
    const application = { RepoName: "a/b", Source: { Type: "CodeConnections", ConnectionArn } };
    const [[prod] = []] = parseItem(itemWithTest({ Repository: "a/tests" }, application)).waves;
    expect(prod?.tests[0]?.source).toEqual({
      type: "CodeConnections",
      connectionArn: ConnectionArn,
      repository: "a/tests",
      branch: "main",
    });
  });

  it("of a branch that is only built has no environments", () => {
    expect(parseItem(item()).waves).toEqual([]);
  });
});

describe("placeholders", () => {
  const withPlaceholders = () => {
    const written = seedItem();
    const environments = written.DeploymentConfigurations as Record<string, Record<string, unknown>>;
    Object.assign(environments.Alpha ?? {}, {
      AlphaAwsAccountId: "<alpha-aws-account-id>",
      ManualApprovalAlpha: "<email-address>",
    });
    return written;
  };

  it("are told one by one, with the kind of value that belongs there", () => {
    const alpha = "/DeploymentConfigurations/M/Alpha/M";
    expect(diagnosticsOf(toDynamoDbJson(withPlaceholders()), { file: "sample.json" })).toEqual([
      {
        file: "sample.json",
        code: "item.placeholder",
        path: `${alpha}/AlphaAwsAccountId`,
        value: '"<alpha-aws-account-id>"',
        message: "Found the placeholder <alpha-aws-account-id>.",
        hint: "Put the real value in its place: an AWS account id: 12 digits, in quotes.",
      },
      {
        file: "sample.json",
        code: "item.placeholder",
        path: `${alpha}/ManualApprovalAlpha`,
        value: '"<email-address>"',
        message: "Found the placeholder <email-address>.",
        hint: "Put the real value in its place: an e-mail address, the ARN of an SNS topic, or false.",
      },
    ]);
  });

  it("filled in, the item is accepted", () => {
    expect(problemsOf(seedItem())).toEqual([]);
    expect(problemsOf(toDynamoDbJson(seedItem()))).toEqual([]);
  });
});

describe("problems", () => {
  const wrong = itemWith(
    { Prod: { Deploy: "ja", Tests: { Smoke: test({ Rum: true, Branch: "a b" }) } } },
    { RepoTag: 5, Bild: 1 },
  );
  const prod = "/DeploymentConfigurations/Prod";

  it("are said all at once, each at its place", () => {
    expect(problemsOf(wrong).sort()).toEqual([
      `item.branch ${prod}/Tests/Smoke/Branch`,
      `item.missing-key ${prod}/AwsAccountId`,
      "item.unknown-key /Bild",
      `item.unknown-key ${prod}/Tests/Smoke/Rum`,
      `item.wrong-type ${prod}/Deploy`,
      "item.wrong-type /RepoTag",
    ]);
  });

  it("are thrown together by the throwing pair", () => {
    expect(() => parseItem(wrong, { file: "shop.yaml" })).toThrow(InvalidInputError);
    expect(() => parseItem(wrong, { file: "shop.yaml" })).toThrow(/^shop\.yaml .*\n.*\nshop\.yaml /);
  });

  it("say the seed form's spelling where the item uses it", () => {
    const written = {
      RepoName: "a",
      RepoTag: "b",
      DeploymentConfigurations: { Alpha: { DeployAlfa: "true", AlphaAwsAccountId: "1" } },
    };
    expect(diagnosticsOf(written).map(({ path, hint }) => [path, hint])).toEqual([
      ["/DeploymentConfigurations/Alpha/Deploy", 'Add a line such as "Deploy": true.'],
      ["/DeploymentConfigurations/Alpha/DeployAlfa", "Did you mean DeployAlpha?"],
      [
        "/DeploymentConfigurations/Alpha/AlphaAwsAccountId",
        "Allowed: an AWS account id: 12 digits, in quotes.",
      ],
    ]);
  });

  it("of values that are not wrapped are told once, in DynamoDB JSON", () => {
    expect(problemsOf({ RepoName: { S: "a" }, RepoTag: "main", Tags: { M: { team: "x" } } })).toEqual([
      "item.not-dynamodb-json /RepoTag",
      "item.not-dynamodb-json /Tags/M/team",
    ]);
  });

  it.each(cases(null, undefined, 5, "text", [], true, 1n))("%s is no item", (written) => {
    expect(problemsOf(written)).toEqual(["item.wrong-type "]);
  });

  it("an empty object lacks its key", () => {
    expect(problemsOf({})).toEqual(["item.missing-key /RepoName", "item.missing-key /RepoTag"]);
  });

  it("of any depth are told", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 10_000; level++) deep = { deep };
    expect(problemsOf(deep)).toEqual(["item.too-deep "]);
    expect(problemsOf(item({ Tags: deep }))).toEqual(["item.too-deep "]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "the key %s is unknown anywhere",
    (key) => {
      const at = (value: object) => JSON.parse(JSON.stringify(value).replace('"?"', JSON.stringify(key)));
      expect(problemsOf(at(item({ "?": {} })))).toEqual([`item.unknown-key /${key}`]);
      expect(problemsOf(at(itemWith({ Prod: environment({ "?": {} }) })))).toEqual([
        `item.unknown-key /DeploymentConfigurations/Prod/${key}`,
      ]);
      expect(problemsOf(at(itemWithTest({ "?": {} })))).toEqual([
        `item.unknown-key /DeploymentConfigurations/Prod/Tests/Smoke/${key}`,
      ]);
    },
  );

  it("leave Object's prototype as it is", () => {
    problemsOf(
      JSON.parse(
        '{"__proto__": {"polluted": true}, "DeploymentConfigurations": {"__proto__": {"polluted": true}}}',
      ),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
