import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Emulator, installEmulator, startEmulator } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testSettings } from "../../../testing/items/settings.js";
import { dynamoDbRows, Ledger, systemClock } from "../../records/index.js";
import { makeTable } from "../../records/tables.fixture.js";
import { controlPlaneNames } from "../names.js";
import { refuseOldLedger } from "./old-ledger.js";

const accountId = "111111111111";
const region = "us-east-1";
const settings = testSettings();
const { ledger } = controlPlaneNames(settings);

let emulator: Emulator;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-ledger-"));
  emulator = await startEmulator({ packages: await installEmulator(), stateDir, accountId, region });
});

afterAll(async () => {
  await emulator.close();
  await rm(stateDir, { recursive: true, force: true });
});

describe("bootstrap, before it changes anything", () => {
  it("takes no ledger, and one of its own version, and refuses one of a version before", async () => {
    const config = { endpoint: emulator.url, region, credentials: emulator.root(accountId) };
    const dynamodb = new DynamoDBClient(config);
    const refuse = async () => refuseOldLedger(settings, { dynamodb, documents });
    let documents = {} as Awaited<ReturnType<typeof makeTable>>;
    await refuse();
    documents = await makeTable(config, ledger);
    await new Ledger(dynamoDbRows(documents, ledger), systemClock).request({
      repository: "shop",
      branch: "main",
    });
    await refuse();
    const Key = { RepoName: "webshop", RepoTag: "main" };
    await documents.send(
      new UpdateCommand({
        TableName: ledger,
        Key,
        UpdateExpression: "ADD Asked :one",
        ExpressionAttributeValues: { ":one": 1 },
      }),
    );
    await expect(refuse()).rejects.toThrow("webshop main was written by another version of stagewright");
  });
});
