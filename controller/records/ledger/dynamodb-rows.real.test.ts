import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, installEmulator, startEmulator } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll } from "vitest";
import { makeTable } from "../tables.fixture.js";
import { ledgerContract } from "./contract.fixture.js";
import { dynamoDbRows } from "./dynamodb-rows.js";

const accountId = "111111111111";
const region = "eu-central-1";

let emulator: Emulator;
let stateDir: string;
let tables = 0;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-ledger-"));
  emulator = await startEmulator({ packages: await installEmulator(), stateDir, accountId, region });
});

afterAll(async () => {
  await emulator.close();
  await rm(stateDir, { recursive: true, force: true });
});

ledgerContract("DynamoDB", async () => {
  const credentials = emulator.root(accountId);
  const name = `ledger-${tables++}`;
  return dynamoDbRows(await makeTable({ endpoint: emulator.url, region, credentials }, name), name);
});
