import {
  BatchGetRepositoriesCommand,
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  DeleteFileCommand,
  DeleteRepositoryCommand,
  GetBranchCommand,
  GetCommitCommand,
  GetFileCommand,
  GetFolderCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListRepositoriesCommand,
  type ListRepositoriesCommandInput,
  ListTagsForResourceCommand,
  PutFileCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDefaultBranchCommand,
  UpdateRepositoryDescriptionCommand,
  UpdateRepositoryNameCommand,
} from "@aws-sdk/client-codecommit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSuite, suiteAccount, suiteRegion, type TestSuite } from "../suite.fixture.js";

const repositoryName = "shop";
const arn = `arn:aws:codecommit:${suiteRegion}:${suiteAccount}:shop`;
const bytes = (text: string) => new TextEncoder().encode(text);
let suite: TestSuite;
let client: CodeCommitClient;

beforeAll(async () => {
  suite = await startSuite();
  client = new CodeCommitClient(suite.client());
});
afterAll(() => suite.close());
beforeEach(async () => {
  for (const name of [repositoryName, "store"]) {
    await client.send(new DeleteRepositoryCommand({ repositoryName: name }));
  }
  suite.world.events.length = 0;
  await client.send(
    new CreateRepositoryCommand({ repositoryName, repositoryDescription: "a shop", tags: { a: "1" } }),
  );
});

const put = (filePath: string, content: string, parentCommitId?: string, branchName = "main") =>
  client.send(
    new PutFileCommand({ repositoryName, branchName, filePath, fileContent: bytes(content), parentCommitId }),
  );
const refused = (name: string) => expect.objectContaining({ name });

describe("a repository", () => {
  it("tells its ids, addresses and times", async () => {
    const { repositoryMetadata } = await client.send(new GetRepositoryCommand({ repositoryName }));
    expect(repositoryMetadata).toMatchObject({
      Arn: arn,
      accountId: suiteAccount,
      repositoryName,
      repositoryDescription: "a shop",
      cloneUrlHttp: `${suite.url}/v1/repos/shop`,
      cloneUrlSsh: `ssh://git-codecommit.${suiteRegion}.amazonaws.com/v1/repos/shop`,
      creationDate: suite.world.clock,
    });
    expect(repositoryMetadata?.defaultBranch).toBeUndefined();
  });

  it("is renamed and described, and keeps its id, files and tags", async () => {
    const { repositoryMetadata: before } = await client.send(new GetRepositoryCommand({ repositoryName }));
    await put("a.txt", "a");
    await client.send(new UpdateRepositoryNameCommand({ oldName: repositoryName, newName: "store" }));
    await client.send(
      new UpdateRepositoryDescriptionCommand({ repositoryName: "store", repositoryDescription: "new" }),
    );
    const { repositoryMetadata } = await client.send(new GetRepositoryCommand({ repositoryName: "store" }));
    expect(repositoryMetadata).toMatchObject({
      repositoryId: before?.repositoryId,
      repositoryDescription: "new",
    });
    const file = await client.send(new GetFileCommand({ repositoryName: "store", filePath: "a.txt" }));
    expect(file.fileContent).toEqual(bytes("a"));
    await expect(client.send(new GetRepositoryCommand({ repositoryName }))).rejects.toEqual(
      refused("RepositoryDoesNotExistException"),
    );
  });

  it("takes and loses tags", async () => {
    await client.send(new TagResourceCommand({ resourceArn: arn, tags: { b: "2" } }));
    await client.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ["a"] }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    expect(tags).toEqual({ b: "2" });
  });

  it("is deleted with all it holds, which may be asked twice", async () => {
    await put("a.txt", "a");
    const deleted = await client.send(new DeleteRepositoryCommand({ repositoryName }));
    expect(deleted.repositoryId).toBeDefined();
    const again = await client.send(new DeleteRepositoryCommand({ repositoryName }));
    expect(again.repositoryId).toBeUndefined();
    await client.send(new CreateRepositoryCommand({ repositoryName }));
    const { branches } = await client.send(new ListBranchesCommand({ repositoryName }));
    expect(branches).toEqual([]);
  });
});

it("repositories are listed by name or age, and read together", async () => {
  suite.world.clock = new Date(suite.world.clock.getTime() + 1000);
  await client.send(new CreateRepositoryCommand({ repositoryName: "store" }));
  const names = async (input: ListRepositoriesCommandInput) =>
    (await client.send(new ListRepositoriesCommand(input))).repositories?.map((each) => each.repositoryName);
  expect(await names({})).toEqual(["shop", "store"]);
  expect(await names({ sortBy: "lastModifiedDate", order: "descending" })).toEqual(["store", "shop"]);
  const batch = await client.send(new BatchGetRepositoriesCommand({ repositoryNames: ["store", "nowhere"] }));
  expect(batch.repositories?.map((each) => each.repositoryName)).toEqual(["store"]);
  expect(batch.repositoriesNotFound).toEqual(["nowhere"]);
});

describe("files", () => {
  it("are put, read, changed and deleted, commit by commit", async () => {
    const first = await put("docs/a.txt", "one");
    const second = await put("docs/a.txt", "two", first.commitId);
    const read = (commitSpecifier?: string) =>
      client.send(
        new GetFileCommand({
          repositoryName,
          filePath: "docs/a.txt",
          ...(commitSpecifier && { commitSpecifier }),
        }),
      );
    expect((await read()).fileContent).toEqual(bytes("two"));
    expect((await read(first.commitId)).fileContent).toEqual(bytes("one"));
    expect(await read("refs/heads/main")).toMatchObject({
      fileSize: 3,
      fileMode: "NORMAL",
      blobId: second.blobId,
    });
    await client.send(
      new DeleteFileCommand({
        repositoryName,
        branchName: "main",
        filePath: "docs/a.txt",
        parentCommitId: second.commitId,
      }),
    );
    await expect(read()).rejects.toEqual(refused("FileDoesNotExistException"));
  });

  it("are committed together, and folders list them", async () => {
    const { commitId: parentCommitId } = await put("old.txt", "old");
    const commit = await client.send(
      new CreateCommitCommand({
        repositoryName,
        branchName: "main",
        parentCommitId,
        authorName: "Ada",
        commitMessage: "Move",
        putFiles: [
          { filePath: "src/run.sh", fileMode: "EXECUTABLE", fileContent: bytes("#!/bin/sh") },
          { filePath: "src/deep/x", fileContent: bytes("x") },
        ],
        deleteFiles: [{ filePath: "old.txt" }],
      }),
    );
    expect(commit.filesAdded?.map((file) => file.absolutePath)).toEqual(["src/run.sh", "src/deep/x"]);
    expect(commit.filesDeleted?.map((file) => file.absolutePath)).toEqual(["old.txt"]);
    const folder = await client.send(new GetFolderCommand({ repositoryName, folderPath: "/src/" }));
    expect(folder.files?.map((file) => [file.relativePath, file.fileMode])).toEqual([
      ["run.sh", "EXECUTABLE"],
    ]);
    expect(folder.subFolders?.map((each) => each.absolutePath)).toEqual(["src/deep"]);
    const { commit: read } = await client.send(
      new GetCommitCommand({ repositoryName, commitId: commit.commitId }),
    );
    expect(read).toMatchObject({ message: "Move", parents: [parentCommitId], author: { name: "Ada" } });
  });

  it("survive a restart", async () => {
    await put("a.txt", "kept");
    await suite.restart();
    const file = await client.send(new GetFileCommand({ repositoryName, filePath: "a.txt" }));
    expect(file.fileContent).toEqual(bytes("kept"));
  });
});

describe("branches", () => {
  it("start at a commit, are listed, become the default and are deleted", async () => {
    const { commitId } = await put("a.txt", "a");
    await client.send(new CreateBranchCommand({ repositoryName, branchName: "next", commitId }));
    const { branch } = await client.send(new GetBranchCommand({ repositoryName, branchName: "next" }));
    expect(branch).toEqual({ branchName: "next", commitId });
    await client.send(new UpdateDefaultBranchCommand({ repositoryName, defaultBranchName: "next" }));
    await client.send(new DeleteBranchCommand({ repositoryName, branchName: "main" }));
    const { branches } = await client.send(new ListBranchesCommand({ repositoryName }));
    expect(branches).toEqual(["next"]);
  });

  it("tell the bus when they are made, moved and deleted", async () => {
    const { commitId: first } = await put("a.txt", "a");
    const { commitId: second } = await put("a.txt", "b", first);
    await client.send(new CreateBranchCommand({ repositoryName, branchName: "next", commitId: second }));
    await client.send(new DeleteBranchCommand({ repositoryName, branchName: "next" }));
    const told = suite.world.events.map(({ detail }) => [
      detail.event,
      detail.referenceName,
      detail.commitId,
      detail.oldCommitId,
    ]);
    expect(told).toEqual([
      ["referenceCreated", "main", first, undefined],
      ["referenceUpdated", "main", second, first],
      ["referenceCreated", "next", second, undefined],
      ["referenceDeleted", "next", second, second],
    ]);
    expect(suite.world.events[0]).toMatchObject({
      source: "aws.codecommit",
      detailType: "CodeCommit Repository State Change",
      resources: [arn],
      detail: { repositoryName, referenceType: "branch", referenceFullName: "refs/heads/main" },
    });
  });
});
