import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  CodeCommitClient,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  GetBranchCommand,
  GetCommitCommand,
  GetFileCommand,
  GetFolderCommand,
  GetRepositoryCommand,
  PutFileCommand,
} from "@aws-sdk/client-codecommit";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { execa } from "execa";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { installAwsCli } from "../../emulator/index.js";
import { configurationVariables } from "../../git-configuration.js";
import { asRoot } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import { GitBackend } from "./git/index.js";
import { commitFiles, git, makeRepository, sayingWho } from "./git.fixture.js";

let folder = "";
let sandbox: Sandbox;
let codecommit: CodeCommitClient;
/** A working copy whose `origin` is the repository. */
let work = "";
/** An account's root, as git says it. */
let root: Record<string, string>;

const start = () => startSandbox({ stateDir: join(folder, "state") });
const urlOf = (name: string) => `${sandbox.url}/v1/repos/${name}`;
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stagewright-git-"));
  sandbox = await start();
  codecommit = new CodeCommitClient(asRoot(sandbox));
  root = configurationVariables([sayingWho(sandbox.accountId, sandbox.secret)]);
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await codecommit.send(new DeleteRepositoryCommand({ repositoryName: "shop" }));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: "shop" }));
  work = mkdtempSync(join(folder, "work-"));
  await makeRepository(work, { "docs/a.txt": "one\n", "run.sh": "#!/bin/sh\n" });
  await git(work, ["remote", "add", "origin", urlOf("shop")]);
});

const push = (env = root, ...args: string[]) =>
  git(work, ["push", "origin", ...(args.length ? args : ["main"])], env);

describe("git", () => {
  it("pushes and clones what the API reads and writes, commit for commit", async () => {
    chmodSync(join(work, "run.sh"), 0o755);
    const first = await commitFiles(work, { 'odd "näme".txt': "x" }, "Second");
    expect(await push()).toMatchObject({ exitCode: 0 });

    const { branch } = await codecommit.send(
      new GetBranchCommand({ repositoryName: "shop", branchName: "main" }),
    );
    expect(branch?.commitId).toBe(first);
    const { commit } = await codecommit.send(
      new GetCommitCommand({ repositoryName: "shop", commitId: first }),
    );
    expect(commit).toMatchObject({ message: "Second\n", author: { name: "Ada", email: "ada@example.com" } });
    const { files, subFolders } = await codecommit.send(
      new GetFolderCommand({ repositoryName: "shop", folderPath: "/" }),
    );
    expect(files?.map((file) => [file.absolutePath, file.fileMode])).toEqual([
      ['odd "näme".txt', "NORMAL"],
      ["run.sh", "EXECUTABLE"],
    ]);
    expect(subFolders?.map(({ absolutePath }) => absolutePath)).toEqual(["docs"]);

    const put = {
      repositoryName: "shop",
      branchName: "main",
      filePath: 'new\n"line"',
      parentCommitId: first,
    };
    const { commitId } = await codecommit.send(
      new PutFileCommand({
        ...put,
        fileContent: bytes("by the API"),
        name: "Eve <root>",
        commitMessage: "Third",
      }),
    );
    const clone = join(work, "clone");
    expect(await git(work, ["clone", urlOf("shop"), clone], root)).toMatchObject({ exitCode: 0 });
    expect((await git(clone, ["log", "-1", "--format=%H %an %s %D"])).stdout).toMatch(
      new RegExp(`^${commitId} Eve root Third HEAD -> main`),
    );
    expect(readFileSync(join(clone, 'new\n"line"'), "utf8")).toBe("by the API");
    expect((await git(clone, ["fsck", "--strict"])).stderr).toBe("");
  });

  it("fetches what others have pushed, with tags", async () => {
    await push();
    const clone = join(work, "clone");
    await git(work, ["clone", urlOf("shop"), clone], root);
    const second = await commitFiles(work, { b: "b" }, "Second");
    await git(work, ["tag", "v1"]);
    await push(root, "main", "v1");
    expect((await git(clone, ["fetch", "--tags"], root)).exitCode).toBe(0);
    expect((await git(clone, ["rev-parse", "origin/main", "v1"])).stdout).toBe(`${second}\n${second}`);
  });

  it("is told where to go by GetRepository, and its first branch is the default, which stays", async () => {
    await push(root, "main:trunk");
    const { repositoryMetadata } = await codecommit.send(
      new GetRepositoryCommand({ repositoryName: "shop" }),
    );
    expect(repositoryMetadata).toMatchObject({ cloneUrlHttp: urlOf("shop"), defaultBranch: "trunk" });
    const { stderr, exitCode } = await push(root, ":trunk");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("refusing to delete the current branch: refs/heads/trunk");
  });

  it("finds its repositories after a restart, in folders that are nobody else's and bear no names", async () => {
    await push();
    await sandbox.close();
    const kept = join(folder, "state", "code-suite", sandbox.accountId, sandbox.region, "codecommit", "git");
    expect((await execa("pgrep", ["-f", kept], { reject: false })).stdout).toBe("");
    expect(statSync(kept).mode & 0o777).toBe(0o700);
    expect(readdirSync(kept).every((name) => /^[0-9a-f-]{36}\.git$/.test(name))).toBe(true);
    sandbox = await start();
    codecommit = new CodeCommitClient(asRoot(sandbox));
    const { fileContent } = await codecommit.send(
      new GetFileCommand({ repositoryName: "shop", filePath: "docs/a.txt" }),
    );
    expect(fileContent).toEqual(bytes("one\n"));
    expect((await git(work, ["ls-remote", urlOf("shop")], root)).stdout).toContain("refs/heads/main");
    await codecommit.send(new DeleteRepositoryCommand({ repositoryName: "shop" }));
    expect(readdirSync(kept)).toEqual([]);
  });
});

describe("who git is", () => {
  const lsRemote = (env: Record<string, string>, url = urlOf("shop")) => git(work, ["ls-remote", url], env);

  it("must be said, and be true", async () => {
    expect((await lsRemote({})).stderr).toContain("could not read Username");
    for (const [user, password] of [
      [sandbox.accountId, "wrong"],
      ["AKIANOBODY", sandbox.secret],
      [`${sandbox.accountId}%token`, sandbox.secret],
    ] as const) {
      const { stderr } = await lsRemote(configurationVariables([sayingWho(user, password)]));
      expect(stderr).toContain(`remote: The access key, its session token or the password is not valid.`);
      expect(stderr).toContain("fatal: Authentication failed");
    }
  });

  it("may be a role's session, signed by AWS's own helper, also for AWS's own address", async () => {
    await push();
    const session = await sessionThatMay(["codecommit:GitPull"]);
    const aws = await installAwsCli();
    const helper = '!"$PYTHON" -m awscli codecommit credential-helper get --ignore-host-check #';
    const awsAddress = "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/";
    const env = {
      ...{ ...aws.env, PYTHON: aws.python, AWS_REGION: sandbox.region, AWS_DEFAULT_REGION: sandbox.region },
      AWS_ACCESS_KEY_ID: session.id,
      AWS_SECRET_ACCESS_KEY: session.secret,
      AWS_SESSION_TOKEN: session.token,
      ...configurationVariables([
        ["credential.helper", helper],
        ["credential.UseHttpPath", "true"],
        [`url.${sandbox.url}/v1/repos/.insteadOf`, awsAddress],
      ]),
    };
    const { stdout, stderr } = await lsRemote(env, `${awsAddress}shop`);
    expect([stdout, stderr]).toEqual([expect.stringContaining("refs/heads/main"), ""]);
  });

  it("is what the judge is asked of: a session that may pull may not push", async () => {
    const { id, secret, token } = await sessionThatMay(["codecommit:GitPull"]);
    const env = configurationVariables([sayingWho(`${id}%${token}`, secret)]);
    expect(await lsRemote(env)).toMatchObject({ exitCode: 0 });
    const { stderr } = await push(env);
    expect(stderr).toMatch(
      /remote: User: arn:aws:sts::111111111111:assumed-role\/reader\/ada is not authorized to perform: codecommit:GitPush on resource: arn:aws:codecommit:eu-central-1:111111111111:shop/,
    );
    expect(stderr).toContain("The requested URL returned error: 403");
  });

  it("is not believed with a signature of another time or another key", async () => {
    const stamp = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d{3}Z/g, "");
    const signedAt = (time: number) => sayingWho(sandbox.accountId, `${stamp(time)}Z${"0".repeat(64)}`);
    const now = await lsRemote(configurationVariables([signedAt(Date.now())]));
    expect(now.stderr).toContain("remote: The signature in the password is not that of the access key");
    const old = await lsRemote(configurationVariables([signedAt(Date.now() - 16 * 60_000)]));
    expect(old.stderr).toContain("remote: The access key, its session token or the password is not valid.");
  });

  it.each([
    ["gzip", "no gzip", "The request's body is not gzip, as its Content-Encoding says"],
    [undefined, "no protocol", "There is no line of git's protocol."],
  ])("is told when a push, encoded as %s, is %s", async (encoding, body, message) => {
    const password = `${sandbox.accountId}:${sandbox.secret}`;
    const answer = await fetch(`${urlOf("shop")}/git-receive-pack`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(password).toString("base64")}`,
        "Content-Type": "application/x-git-receive-pack-request",
        ...(encoding && { "Content-Encoding": encoding }),
      },
      body,
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(message)]);
  });

  it("sees nothing of other accounts, and hears that there is no such repository", async () => {
    const other = configurationVariables([sayingWho("222222222222", sandbox.secret)]);
    expect((await lsRemote(other)).stderr).toContain("There is no repository shop in account 222222222222.");
    for (const name of ["none", "..%2f..%2fshop", "%2e%2e", "shop%00"]) {
      expect((await lsRemote(root, urlOf(name))).exitCode).toBe(128);
    }
  });
});

describe("a branch that a policy protects", () => {
  it("takes no push, with all that is pushed with it, and others do", async () => {
    await push();
    const user = await userWhoMay([
      { Effect: "Allow", Action: ["codecommit:GitPull", "codecommit:GitPush"], Resource: "*" },
      {
        // …/codecommit/latest/userguide/how-to-conditional-branch.html, word for word but for the repository.
        Effect: "Deny",
        Action: ["codecommit:GitPush", "codecommit:DeleteBranch", "codecommit:PutFile"],
        Resource: "arn:aws:codecommit:eu-central-1:111111111111:shop",
        Condition: {
          StringEqualsIfExists: { "codecommit:References": ["refs/heads/main"] },
          Null: { "codecommit:References": "false" },
        },
      },
    ]);
    await commitFiles(work, { b: "b" }, "Second");
    const { exitCode, stderr } = await push(user, "main", "main:next");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /! \[remote rejected\] main -> main \(User: .* not authorized to perform: codecommit:GitPush/,
    );
    expect(stderr).toContain("main -> next (another reference of the push was refused)");
    expect((await git(work, ["ls-remote", "origin"], root)).stdout).not.toContain("next");
    expect(await push(user, "main:next")).toMatchObject({ exitCode: 0 });
  });
});

it("a push tells the bus of each reference that has moved, and of none that has not", async () => {
  const events = new EventBridgeClient(asRoot(sandbox));
  const sqs = new SQSClient(asRoot(sandbox));
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
      },
    ],
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "told", Attributes: { Policy } }));
  const EventPattern = JSON.stringify({ source: ["aws.codecommit"] });
  await events.send(new PutRuleCommand({ Name: "told", EventPattern }));
  const Arn = `arn:aws:sqs:${sandbox.region}:${sandbox.accountId}:told`;
  await events.send(new PutTargetsCommand({ Rule: "told", Targets: [{ Id: "queue", Arn }] }));

  const first = (await git(work, ["rev-parse", "HEAD"])).stdout;
  await push(root, "main", "main:next");
  const second = await commitFiles(work, { b: "b" }, "Second");
  await push();
  expect((await push(root, ":main", "main:next")).stderr).toContain("[remote rejected] main");
  await push(root, ":next");
  const told = new Map<string, unknown>();
  await vi.waitFor(async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = "" } of Messages) {
      const { event, referenceName, commitId } = JSON.parse(Body).detail;
      told.set(`${event} ${referenceName}`, commitId);
    }
    expect(told.size).toBeGreaterThanOrEqual(5);
  });
  expect(Object.fromEntries(told)).toEqual({
    "referenceCreated main": first,
    "referenceCreated next": first,
    "referenceUpdated main": second,
    "referenceUpdated next": second,
    "referenceDeleted next": second,
  });
});

describe("a push that a program packs", () => {
  /** Of no reference: a push that git answers without contents. */
  const packed = gzipSync("0000");
  const begin = () =>
    request(`${urlOf("shop")}/git-receive-pack`, {
      method: "POST",
      auth: `${sandbox.accountId}:${sandbox.secret}`,
      headers: { "Content-Encoding": "gzip", "Content-Type": "application/x-git-receive-pack-request" },
    }).on("error", () => {});
  const lastCall = () => sandbox.gateway.records.list().at(-1);

  it("is read", async () => {
    const [{ statusCode }] = await once(begin().end(packed), "response");
    expect(statusCode).toBe(200);
  });

  it("may break off: it is on record, and the sandbox goes on", async () => {
    sandbox.gateway.records.clear();
    const outgoing = begin();
    await new Promise<void>((resolve) => outgoing.write(packed.subarray(0, 12), () => resolve()));
    outgoing.destroy();
    await vi.waitFor(() => expect(lastCall()).toMatchObject({ action: "GitPush", status: 500 }));
    expect(await push()).toMatchObject({ exitCode: 0 });
  });
});

describe("on a machine without", () => {
  afterEach(() => vi.unstubAllEnvs());
  const request = {
    ...{ folder: "/nowhere.git", method: "GET", path: "info/refs", user: "ada" },
    body: nothing(),
  };

  it("git's server, it is said what to install", async () => {
    const programs = mkdtempSync(join(folder, "programs-"));
    writeFileSync(join(programs, "git"), "#!/bin/sh\necho /without\n", { mode: 0o755 });
    vi.stubEnv("PATH", programs);
    await expect(new GitBackend().answer(request)).rejects.toThrow(
      /^git's http-backend is not at \/without\/git-http-backend, so there is nothing .* apk add git-daemon \(Alpine\)/,
    );
  });

  it("git, too", async () => {
    vi.stubEnv("PATH", folder);
    await expect(new GitBackend().answer(request)).rejects.toThrow(
      /^There is no git on .* apt-get install git/,
    );
  });
});

async function* nothing(): AsyncGenerator<Buffer> {}

/** A session of a role with this policy. */
async function sessionThatMay(actions: readonly string[]) {
  const iam = new IAMClient(asRoot(sandbox));
  const Principal = { AWS: `arn:aws:iam::${sandbox.accountId}:root` };
  const trust = document([{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }]);
  const created = iam.send(new CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument: trust }));
  await created.catch((error: Error) => expect(error.name).toBe("EntityAlreadyExistsException"));
  const PolicyDocument = document([{ Effect: "Allow", Action: actions, Resource: "*" }]);
  await iam.send(new PutRolePolicyCommand({ RoleName: "reader", PolicyName: "may", PolicyDocument }));
  const RoleArn = `arn:aws:iam::${sandbox.accountId}:role/reader`;
  const { Credentials: session } = await new STSClient(asRoot(sandbox)).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "ada" }),
  );
  const { AccessKeyId: id = "", SecretAccessKey: secret = "", SessionToken: token = "" } = session ?? {};
  return { id, secret, token };
}

async function userWhoMay(statements: readonly object[]): Promise<Record<string, string>> {
  const iam = new IAMClient(asRoot(sandbox));
  await iam.send(new CreateUserCommand({ UserName: "dev" }));
  const policy = { UserName: "dev", PolicyName: "may", PolicyDocument: document(statements) };
  await iam.send(new PutUserPolicyCommand(policy));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "dev" }));
  return configurationVariables([sayingWho(AccessKey?.AccessKeyId ?? "", AccessKey?.SecretAccessKey ?? "")]);
}

function document(Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
