import {
  BatchGetReportGroupsCommand,
  BatchGetReportsCommand,
  type Build,
  CodeBuildClient,
  CreateReportGroupCommand,
  DeleteReportGroupCommand,
  DescribeTestCasesCommand,
  ListReportGroupsCommand,
  ListReportsForReportGroupCommand,
} from "@aws-sdk/client-codebuild";
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventQueue } from "../../event-queue.fixture.js";
import { buildspec, createProject, mayLog, run, startAccount, type TestAccount } from "./account.fixture.js";

/** Builds in the sandbox itself, where the policies of a project's role decide. */
let account: TestAccount;
let client: CodeBuildClient;

const bucket = "permission-tests";

beforeAll(async () => {
  account = await startAccount();
  client = new CodeBuildClient(account.config);
  await account.s3.send(new CreateBucketCommand({ Bucket: bucket }));
});

afterAll(() => account.close());

type Input = Partial<Parameters<typeof createProject>[1]>;

let made = 0;

/** Runs one build of a new project whose role may do just this. */
async function build(statements: readonly object[], project: Input): Promise<Build> {
  made += 1;
  const name = `project-${made}`;
  await createProject(client, { name, serviceRole: await account.createRole(name, statements), ...project });
  return run(client, { projectName: name });
}

function inline(spec: string): Input["source"] {
  return { type: "NO_SOURCE", buildspec: spec };
}

function failureOf(build: Build, type: "QUEUED" | "DOWNLOAD_SOURCE" | "UPLOAD_ARTIFACTS") {
  return build.phases?.find((phase) => phase.phaseType === type)?.contexts?.[0];
}

const mayRead = {
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:GetObjectVersion"],
  Resource: `arn:aws:s3:::${bucket}/*`,
};
const mayList = { Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${bucket}` };
const mayIdentify = {
  Effect: "Allow",
  Action: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
  Resource: `arn:aws:s3:::${bucket}`,
};
const mayWrite = { Effect: "Allow", Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/*` };

describe("a build's own calls", () => {
  /** Calls S3 as the build's environment says, with the tools that every machine of the project has. */
  const put = (key: string) => {
    const sdk = new URL("../../../../node_modules/@aws-sdk/client-s3/package.json", import.meta.url).pathname;
    const script = [
      `const { createRequire } = require("node:module");`,
      `const { S3Client, PutObjectCommand } = createRequire(${JSON.stringify(sdk)})("@aws-sdk/client-s3");`,
      `const put = new PutObjectCommand({ Bucket: "${bucket}", Key: "${key}", Body: "made" });`,
      `new S3Client({}).send(put).then(() => console.log("put"), (error) => { console.log(error.name); process.exit(1); });`,
    ].join(" ");
    return inline(buildspec(`node -e '${script}'`));
  };

  it("may do what the role may", async () => {
    const ended = await build([mayLog, mayWrite], { source: put("own") });
    expect(await account.printed(ended)).toContain("put");
    expect(ended.buildStatus).toBe("SUCCEEDED");
  });

  it("and no more", async () => {
    const ended = await build([mayLog], { source: put("forbidden") });
    expect(await account.printed(ended)).toContain("AccessDenied");
    expect(ended.buildStatus).toBe("FAILED");
    await expect(
      account.s3.send(new GetObjectCommand({ Bucket: bucket, Key: "forbidden" })),
    ).rejects.toMatchObject({
      name: "NoSuchKey",
    });
  });
});

describe("the log", () => {
  it("fails the build in QUEUED when the role may not make its stream", async () => {
    const ended = await build([], {});
    expect(ended.buildStatus).toBe("FAILED");
    expect(failureOf(ended, "QUEUED")).toMatchObject({
      statusCode: "ACCESS_DENIED",
      message: expect.stringMatching(
        /^Service role arn:aws:iam::\d+:role\/project-\d+ does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build arn:.* Error message: .*logs:CreateLogStream/,
      ),
    });
  });
});

describe("a source in S3", () => {
  const spec = "version: 0.2\nphases: { build: { commands: [cat data/file.txt, ./run.sh] } }";
  const runSh = strToU8("#!/bin/sh\necho ran");

  beforeAll(async () => {
    const files = {
      "buildspec.yml": strToU8(spec),
      "data/file.txt": strToU8("from zip\n"),
      "run.sh": [runSh, { os: 3, attrs: 0o100755 << 16 }] as [Uint8Array, { os: number; attrs: number }],
    };
    await account.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "source.zip", Body: zipSync(files) }));
    const folder = { "in/other.yml": spec.replace("./run.sh", "ls"), "in/data/file.txt": "from folder\n" };
    for (const [Key, Body] of Object.entries(folder)) {
      await account.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    }
  });

  const source = { type: "S3" as const, location: `${bucket}/source.zip` };

  it("may be a zip file with its buildspec", async () => {
    const ended = await build([mayLog, mayRead], { source });
    expect(await account.printed(ended)).toEqual(["from zip", "ran"]);
  });

  it("may be a folder, and the buildspec any file in it", async () => {
    const ended = await build([mayLog, mayRead, mayList], {
      source: { type: "S3", location: `arn:aws:s3:::${bucket}/in/`, buildspec: "other.yml" },
    });
    expect(await account.printed(ended)).toEqual(["from folder", "data", "other.yml"]);
  });

  it("may be the input of a pipeline's project", async () => {
    const input = {
      source: { type: "CODEPIPELINE" as const, location: `${bucket}/source.zip` },
      artifacts: { type: "CODEPIPELINE" as const },
    };
    const ended = await build([mayLog, mayRead, mayIdentify], input);
    expect(await account.printed(ended)).toEqual(["from zip", "ran"]);
    expect(await build([mayLog, mayRead], input)).toMatchObject({ buildStatus: "FAILED" });
  });

  it("may have others beside it", async () => {
    const ended = await build([mayLog, mayRead], {
      source: { ...source, buildspec: buildspec("cat $CODEBUILD_SRC_DIR_second/data/file.txt") },
      secondarySources: [{ ...source, sourceIdentifier: "second" }],
    });
    expect(await account.printed(ended)).toEqual(["from zip"]);
  });

  it("is not read when the role may not", async () => {
    const ended = await build([mayLog], { source });
    expect(failureOf(ended, "DOWNLOAD_SOURCE")).toMatchObject({
      statusCode: "CLIENT_ERROR",
      message: expect.stringMatching(
        /^AccessDenied: .*status code: 403, .* for primary source and source version arn:aws:s3:::permission-tests\/source.zip$/s,
      ),
    });
  });

  it("that is not there fails the build", async () => {
    const ended = await build([mayLog, mayRead, mayList], {
      source: { type: "S3", location: `${bucket}/none.zip` },
    });
    expect(failureOf(ended, "DOWNLOAD_SOURCE")?.message).toMatch(/^NoSuchKey: /);
  });

  it("without the buildspec fails the build", async () => {
    const ended = await build([mayLog, mayRead], { source: { ...source, buildspec: "none.yml" } });
    expect(failureOf(ended, "DOWNLOAD_SOURCE")).toMatchObject({
      statusCode: "YAML_FILE_ERROR",
      message: expect.stringMatching(/^stat .*none.yml: no such file or directory$/),
    });
  });
});

describe("artifacts", () => {
  const artifactSpec = (more = "") =>
    `version: 0.2\nphases: { build: { commands: [mkdir -p out/deep, echo one > out/deep/1.txt] } }\n` +
    `artifacts: { files: ['**/*'], base-directory: out, name: 'named-$CODEBUILD_BUILD_NUMBER' }\n${more}`;

  it("are stored as a zip file with its checksums", async () => {
    const ended = await build([mayLog, mayWrite], {
      source: inline(artifactSpec()),
      artifacts: { type: "S3", location: bucket, path: "zips", name: "out.zip", packaging: "ZIP" },
    });
    expect(ended.artifacts).toMatchObject({
      location: `arn:aws:s3:::${bucket}/zips/out.zip`,
      sha256sum: expect.stringMatching(/^[0-9a-f]{64}$/),
      md5sum: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const stored = await account.s3.send(new GetObjectCommand({ Bucket: bucket, Key: "zips/out.zip" }));
    const files = unzipSync((await stored.Body?.transformToByteArray()) ?? new Uint8Array());
    expect(Object.keys(files)).toEqual(["deep/1.txt"]);
  });

  it("are stored as files, under the buildspec's name if that overrides", async () => {
    await build([mayLog, mayWrite], {
      source: inline(artifactSpec()),
      artifacts: { type: "S3", location: bucket, path: "files", overrideArtifactName: true },
    });
    const listed = await account.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "files/" }));
    expect(listed.Contents?.map((each) => each.Key)).toEqual(["files/named-1/deep/1.txt"]);
  });

  it("are stored beside each other", async () => {
    const second = "  secondary-artifacts: { second: { files: [out/deep/1.txt], discard-paths: yes } }\n";
    const spec = artifactSpec().replace(
      /artifacts: \{(.*)\}\n/,
      `artifacts:\n  files: [out/deep/1.txt]\n${second}`,
    );
    const ended = await build([mayLog, mayWrite], {
      source: inline(spec),
      secondaryArtifacts: [{ type: "S3", location: bucket, artifactIdentifier: "second", name: "beside" }],
    });
    expect(ended.secondaryArtifacts?.[0]?.location).toBe(`arn:aws:s3:::${bucket}/beside`);
    await account.s3.send(new GetObjectCommand({ Bucket: bucket, Key: "beside/1.txt" }));
  });

  it("are not stored when the role may not", async () => {
    const ended = await build([mayLog], {
      source: inline(artifactSpec()),
      artifacts: { type: "S3", location: bucket, name: "denied" },
    });
    expect(failureOf(ended, "UPLOAD_ARTIFACTS")?.message).toMatch(/UPLOAD_ARTIFACTS phase: AccessDenied: /);
    expect(ended.buildStatus).toBe("FAILED");
  });
});

describe("parameters and secrets", () => {
  const mayResolve = {
    Effect: "Allow",
    Action: ["ssm:GetParameters", "secretsmanager:GetSecretValue"],
    Resource: "*",
  };
  const variables = [
    { name: "A", value: "/team/a", type: "PARAMETER_STORE" as const },
    { name: "B", value: "team:key", type: "SECRETS_MANAGER" as const },
  ];
  const environment = {
    type: "LINUX_CONTAINER" as const,
    image: "aws/codebuild/standard:7.0",
    computeType: "BUILD_GENERAL1_SMALL" as const,
    environmentVariables: variables,
  };
  const reveal = "echo [$A] [$B] [$C]; printf %s $A$B$C | rev; echo";

  beforeAll(async () => {
    const ssm = new SSMClient(account.config);
    await ssm.send(new PutParameterCommand({ Name: "/team/a", Value: "alpha1", Type: "SecureString" }));
    const secrets = new SecretsManagerClient(account.config);
    await secrets.send(new CreateSecretCommand({ Name: "team", SecretString: '{"key":"beta22"}' }));
  });

  it("come from the project and the buildspec, and are hidden in the log", async () => {
    const spec = `version: 0.2\nenv: { parameter-store: { C: /team/a } }\nphases: { build: { commands: ['${reveal}'] } }`;
    const ended = await build([mayLog, mayResolve], { source: inline(spec), environment });
    expect(await account.printed(ended)).toEqual(["[***] [***] [***]", "1ahpla22ateb1ahpla"]);
  });

  it("are not read when the role may not", async () => {
    const ended = await build([mayLog], { environment });
    expect(failureOf(ended, "DOWNLOAD_SOURCE")).toMatchObject({
      statusCode: "Decrypted Variables Error",
      message: expect.stringMatching(/^AccessDenied.*ssm:GetParameters/),
    });
  });

  it("that are not there fail the build", async () => {
    const missing = {
      ...environment,
      environmentVariables: [{ ...variables[0], name: "A", value: "/none" }],
    };
    const ended = await build([mayLog, mayResolve], { environment: missing });
    expect(failureOf(ended, "DOWNLOAD_SOURCE")?.message).toBe("parameter does not exist: /none");
  });
});

describe("git in a build", () => {
  const files = [{ filePath: "shared.txt", fileContent: Buffer.from("of the library") }];
  const mayPull = { Effect: "Allow", Action: "codecommit:GitPull", Resource: "*" };

  beforeAll(async () => {
    const codecommit = new CodeCommitClient(account.config);
    await codecommit.send(new CreateRepositoryCommand({ repositoryName: "library" }));
    const commit = { repositoryName: "library", branchName: "main", putFiles: files };
    await codecommit.send(new CreateCommitCommand(commit));
  });

  const clone = (helper: string) => {
    const address = `https://git-codecommit.${account.config.region}.amazonaws.com/v1/repos/library`;
    const commands = `[git clone -q ${address}, cat library/shared.txt]`;
    return inline(`version: 0.2\nenv: { ${helper} }\nphases: { build: { commands: ${commands} } }`);
  };

  it("clones another repository as the project's role, where the buildspec wants the credential helper", async () => {
    const ended = await build([mayLog, mayPull], { source: clone("git-credential-helper: yes") });
    expect(await account.printed(ended)).toEqual(["of the library"]);
    expect(ended.buildStatus).toBe("SUCCEEDED");
  });

  it("is refused by name where the role may not", async () => {
    const ended = await build([mayLog], { source: clone("git-credential-helper: yes") });
    expect((await account.printed(ended)).join("\n")).toMatch(
      /assumed-role\/project-\d+\/AWSCodeBuild-.* is not authorized to perform: codecommit:GitPull on resource: .*:library/,
    );
    expect(ended.buildStatus).toBe("FAILED");
  });

  it.each(["git-credential-helper: no", "shell: bash"])("has no credentials with %s", async (env) => {
    const ended = await build([mayLog, mayPull], { source: clone(env) });
    expect((await account.printed(ended)).join("\n")).toMatch(/could not read Username/);
    expect(ended.buildStatus).toBe("FAILED");
  });
});

describe("test reports", () => {
  const xml =
    '<testsuite name="s"><testcase name="good" classname="c" time="0.5"/>' +
    '<testcase name="bad"><failure message="why"/></testcase></testsuite>';
  const spec =
    `version: 0.2\nphases: { build: { commands: ['printf "%s" "$XML" > r.xml'] } }\n` +
    `reports: { unit: { files: [r.xml] } }`;
  const project: Input = {
    source: inline(spec),
    environment: {
      type: "LINUX_CONTAINER",
      image: "aws/codebuild/standard:7.0",
      computeType: "BUILD_GENERAL1_SMALL",
      environmentVariables: [{ name: "XML", value: xml }],
    },
  };
  const mayReport = {
    Effect: "Allow",
    Action: ["CreateReportGroup", "CreateReport", "UpdateReport", "BatchPutTestCases"].map(
      (each) => `codebuild:${each}`,
    ),
    Resource: "arn:aws:codebuild:*:*:report-group/project-*",
  };

  it("are read from JUnit XML into the project's report group", async () => {
    const ended = await build([mayLog, mayReport], project);
    expect(ended.buildStatus).toBe("SUCCEEDED");
    const groupName = `${ended.projectName}-unit`;
    const [reportArn = ""] = ended.reportArns ?? [];
    const { reports } = await client.send(new BatchGetReportsCommand({ reportArns: [reportArn] }));
    expect(reports?.[0]).toMatchObject({
      name: groupName,
      status: "FAILED",
      executionId: ended.arn,
      testSummary: {
        total: 2,
        statusCounts: { SUCCEEDED: 1, FAILED: 1 },
        durationInNanoSeconds: 500_000_000,
      },
    });
    const { testCases } = await client.send(
      new DescribeTestCasesCommand({ reportArn, filter: { status: "FAILED" } }),
    );
    expect(testCases).toMatchObject([{ name: "bad", status: "FAILED", message: "why", testSuiteName: "s" }]);
    const arn = reports?.[0]?.reportGroupArn;
    const listed = await client.send(new ListReportsForReportGroupCommand({ reportGroupArn: arn }));
    expect(listed.reports).toEqual([reportArn]);
    await expect(client.send(new DeleteReportGroupCommand({ arn }))).rejects.toMatchObject({
      name: "InvalidInputException",
    });
    await client.send(new DeleteReportGroupCommand({ arn, deleteReports: true }));
    expect(
      (await client.send(new BatchGetReportsCommand({ reportArns: [reportArn] }))).reportsNotFound,
    ).toEqual([reportArn]);
  });

  it("fail the upload when the role may not report", async () => {
    const ended = await build([mayLog], project);
    expect(failureOf(ended, "UPLOAD_ARTIFACTS")?.message).toMatch(
      /^Error in UPLOAD_ARTIFACTS phase: \[unit: \[AccessDeniedException: .*codebuild:CreateReportGroup/,
    );
  });

  it("go to groups that can be made, listed and read", async () => {
    const create = (name: string) =>
      client.send(
        new CreateReportGroupCommand({ name, type: "TEST", exportConfig: { exportConfigType: "NO_EXPORT" } }),
      );
    const { reportGroup } = await create("own-group");
    await expect(create("own-group")).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
    const listed = await client.send(new ListReportGroupsCommand({}));
    expect(listed.reportGroups).toContain(reportGroup?.arn);
    const read = await client.send(
      new BatchGetReportGroupsCommand({ reportGroupArns: [reportGroup?.arn ?? "", `${reportGroup?.arn}x`] }),
    );
    expect(read.reportGroups).toMatchObject([{ name: "own-group", type: "TEST", status: "ACTIVE" }]);
    expect(read.reportGroupsNotFound).toEqual([`${reportGroup?.arn}x`]);
  });
});

describe("the account's event bus", () => {
  it("carries the end of a build to a rule's target", async () => {
    const events = new EventBridgeClient(account.config);
    const queue = await createEventQueue(account.config, "builds", account.sandbox);
    const pattern = { source: ["aws.codebuild"], detail: { "build-status": ["SUCCEEDED"] } };
    await events.send(new PutRuleCommand({ Name: "ends", EventPattern: JSON.stringify(pattern) }));
    await events.send(new PutTargetsCommand({ Rule: "ends", Targets: [{ Id: "queue", Arn: queue.arn }] }));
    const ended = await build([mayLog], {});
    expect(await queue.next()).toMatchObject({
      "detail-type": "CodeBuild Build State Change",
      detail: { "build-id": ended.arn, "build-status": "SUCCEEDED" },
    });
  });
});
