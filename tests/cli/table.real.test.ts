import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type Sandbox, startSandbox } from "@stagewright/sandbox";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";

const table = "devops-pipeline-table-info";
const example = "examples/items/seed-form.json";

let folder: string;
let sandbox: Sandbox;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-table-"));
  sandbox = await startSandbox({ stateDir: join(folder, "sandbox"), region: "us-east-1" });
  const credentials = sandbox.access.root(sandbox.accountId);
  dynamodb = new DynamoDBClient({ endpoint: sandbox.url, region: sandbox.region, credentials });
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "RepoName", KeyType: "HASH" },
        { AttributeName: "RepoTag", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "RepoName", AttributeType: "S" },
        { AttributeName: "RepoTag", AttributeType: "S" },
      ],
    }),
  );
  const Item = JSON.parse(await readFile(example, "utf8"));
  await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

function stagewright(...args: string[]) {
  const env = { PATH: process.env.PATH, ...sandbox.env() };
  return execa("node", ["dist/stagewright.js", ...args], { env, extendEnv: false, reject: false });
}

it("an item in the table gives the bytes that it gives as a file", async () => {
  const [fromTable, fromFile] = [join(folder, "from-table"), join(folder, "from-file")];
  const { stdout } = await stagewright("synth", "--table", table, "--out", fromTable, "--json");
  await stagewright("synth", example, "--out", fromFile);
  const [stack] = JSON.parse(stdout).stacks;
  const path = join("stacks", stack.stack, "cdk.tf.json");
  expect(await readFile(join(fromTable, path), "utf8")).toBe(await readFile(join(fromFile, path), "utf8"));
});

it("a bad item in the table is told by its key, with the place in it", async () => {
  const bad = { RepoName: { S: "webshop" }, RepoTag: { S: "bad" }, TimeoutMinutes: { N: "1" } };
  await dynamodb.send(new PutItemCommand({ TableName: table, Item: bad }));
  const { exitCode, stdout } = await stagewright("validate", "--table", table, "--json");
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout).errors).toMatchObject([
    { file: `${table}: webshop (bad)`, path: "/TimeoutMinutes", code: "item.out-of-range" },
  ]);
});

it("a table that is not there is named, with what to check", async () => {
  const { exitCode, stderr } = await stagewright("validate", "--table", "nowhere");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Cannot read the table in us-east-1: ResourceNotFoundException");
  expect(stderr).toContain("Check its name");
});
