import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { CodeCommitClient, GetFileCommand, GetFolderCommand } from "@aws-sdk/client-codecommit";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { commitFiles, git, makeRepository, sayingWho } from "../../codesuite/codecommit/git.fixture.js";
import {
  action,
  addPipeline,
  makeGround,
  repositorySource,
} from "../../codesuite/codepipeline/executions.fixture.js";
import { configurationVariables } from "../../git-configuration.js";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import { sandboxCommand } from "../index.js";

let folder = "";
let sandbox: Sandbox;
let codecommit: CodeCommitClient;
/** What is pushed. */
let work = "";
/** Another repository's, which stays as it is. */
let otherIndex = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stagewright-push-"));
  sandbox = await startSandbox({ stateDir: join(folder, "state") });
  codecommit = new CodeCommitClient(asRoot(sandbox));
  // Somebody whose configuration would break a push, and who is asked by nobody.
  const home = join(folder, "home");
  mkdirSync(home);
  writeFileSync(
    join(home, ".gitconfig"),
    [
      "[user]\n\tname = Ada\n\temail = ada@example.com\n[credential]\n\thelper = store",
      "[push]\n\tgpgSign = true\n\tfollowTags = true\n",
    ].join("\n"),
  );
  vi.stubEnv("HOME", home);
  // As in a hook of another repository.
  vi.stubEnv("GIT_DIR", join(folder, "other.git"));
  otherIndex = join(folder, "other-index");
  vi.stubEnv("GIT_INDEX_FILE", otherIndex);
  vi.stubEnv("http_proxy", "http://127.0.0.1:1");
  vi.stubEnv("AWS_SESSION_TOKEN", "left over");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  work = mkdtempSync(join(folder, "a folder-"));
});

async function push(...args: string[]) {
  const stderr = new PassThrough();
  const command = sandboxCommand({ stdout: new PassThrough(), stderr });
  const argv = ["push", ...args, "--dir", join(folder, "state")];
  const failure = await command.parseAsync(argv, { from: "user" }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { said: String(stderr.read() ?? ""), failure };
}

const contentOf = async (repositoryName: string, filePath: string, commitSpecifier = "main") => {
  const { fileContent = [] } = await codecommit.send(
    new GetFileCommand({ repositoryName, filePath, commitSpecifier }),
  );
  return Buffer.from(fileContent).toString();
};

it("a plain folder becomes a commit on top of the branch, without what it ignores", async () => {
  writeFileSync(join(work, "a.txt"), "one");
  writeFileSync(join(work, ".gitignore"), "secret\n");
  writeFileSync(join(work, "secret"), "x");
  const first = await push(work, "plain");
  expect(first.failure).toBeUndefined();
  expect(first.said).toMatch(
    /^The repository plain is new\.\nCommit [0-9a-f]{10} is now the newest of main in plain\.\nNo pipeline has main of plain as a source: nothing starts\.\n$/,
  );
  expect((await push(work, "plain")).said).toBe(
    "main holds the same already: nothing is pushed, and nothing starts.\n",
  );
  rmSync(join(work, "a.txt"));
  writeFileSync(join(work, "b.txt"), "two");
  expect((await push(work, "plain", "main")).failure).toBeUndefined();
  const { files } = await codecommit.send(new GetFolderCommand({ repositoryName: "plain", folderPath: "/" }));
  expect(files?.map(({ absolutePath }) => absolutePath)).toEqual([".gitignore", "b.txt"]);
  expect((await push(work, "plain", "next")).said).toContain("is now the newest of next in plain.");
  expect(existsSync(otherIndex)).toBe(false);
});

it("a git repository is pushed as it is, from the branch that it is on, and nothing of it changes", async () => {
  await makeRepository(work, { "a.txt": "one" });
  await git(work, ["checkout", "--quiet", "-b", "feature/x"]);
  writeFileSync(join(work, ".git", "hooks", "pre-push"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  await git(work, ["tag", "--annotate", "--message", "First", "v1"]);
  writeFileSync(join(work, "later.txt"), "not committed");
  const before = readFileSync(join(work, ".git", "config"), "utf8");
  const { said, failure } = await push(work, "mine");
  expect(failure).toBeUndefined();
  expect(said).toContain("Changes that are not committed are not pushed.\n");
  expect(said).toContain("of feature/x in mine.");
  expect(await contentOf("mine", "a.txt", "feature/x")).toBe("one");
  const root = configurationVariables([sayingWho(sandbox.accountId, sandbox.secret)]);
  const { stdout } = await git(work, ["ls-remote", `${sandbox.url}/v1/repos/mine`], root);
  expect(stdout.match(/refs\/.*/g)).toEqual(["refs/heads/feature/x"]);
  expect(readFileSync(join(work, ".git", "config"), "utf8")).toBe(before);
  await git(work, ["commit", "--quiet", "--amend", "--message", "Anew"]);
  expect((await push(work, "mine")).failure).toMatch(/^git push failed: .*rejected.*non-fast-forward/s);
  expect((await push(work, "mine", "--force")).failure).toBeUndefined();
});

it("a folder inside a git repository is pushed alone", async () => {
  await makeRepository(work, { "inner/a.txt": "one", "outer.txt": "two" });
  await push(join(work, "inner"), "inner");
  const { files, subFolders } = await codecommit.send(
    new GetFolderCommand({ repositoryName: "inner", folderPath: "/" }),
  );
  expect([files?.map(({ absolutePath }) => absolutePath), subFolders]).toEqual([["a.txt"], []]);
});

it("what cannot be pushed is said: no folder, no commit, no repository's name", async () => {
  expect((await push(join(work, "none"), "x")).failure).toBe(
    `${join(work, "none")} is no folder. Give one to push.`,
  );
  await git(work, ["init", "--quiet"]);
  expect((await push(work, "x")).failure).toBe(
    "The repository has no commit yet. Commit something, then push.",
  );
  expect((await push(work, "a b")).failure).toContain("The repository name is not valid.");
});

it("it is said which pipelines start, and which do not", async () => {
  const client = new CodePipelineClient(asRoot(sandbox));
  const approve = action("Approval", "Manual", { name: "Wait" });
  const stages = [
    { name: "Source", actions: [repositorySource] },
    { name: "Next", actions: [approve] },
  ];
  for (const name of ["ruled", "forgotten"])
    await addPipeline(client, name, await makeGround(sandbox, name), stages);
  const events = new EventBridgeClient(asRoot(sandbox));
  const EventPattern = JSON.stringify({ source: ["aws.codecommit"], detail: { referenceName: ["main"] } });
  await events.send(new PutRuleCommand({ Name: "pushes", EventPattern }));
  const RoleArn = await createServiceRole(sandbox, "starter", "events.amazonaws.com", [
    "codepipeline:StartPipelineExecution",
  ]);
  const Arn = `arn:aws:codepipeline:${sandbox.region}:${sandbox.accountId}:ruled`;
  await events.send(new PutTargetsCommand({ Rule: "pushes", Targets: [{ Id: "pipeline", Arn, RoleArn }] }));
  await makeRepository(work, { "a.txt": "one" });
  await commitFiles(work, { "b.txt": "two" }, "Second");
  const { said } = await push(work, "shop");
  expect(said).toMatch(/^Pipeline ruled has started: execution [0-9a-f-]{36}\.$/m);
  expect(said).toContain("Pipeline forgotten has this source, but no rule of EventBridge has started it.\n");
});
