import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentItem, serveItems, unknownValue } from "./any-item.fixture.js";
import { configTable } from "./config-table.js";

let served: Awaited<ReturnType<typeof serveItems>>;
let client: DynamoDBClient;

beforeAll(async () => {
  served = await serveItems([sentItem("main", unknownValue)]);
  client = new DynamoDBClient(served.config);
});

afterAll(() => {
  client.destroy();
  served.close();
});

const table = () => configTable(DynamoDBDocumentClient.from(client), "items");

describe("an item that cannot be read", () => {
  it("is an error that names it, and never no item: its pipeline would be destroyed", async () => {
    const read = table().readItem({ repository: "shop", branch: "main" });
    await expect(read).rejects.toThrow(
      "The item shop main in items cannot be read: It holds a value of a type",
    );
  });

  it("is no item of another key", async () => {
    expect(await table().readItem({ repository: "shop", branch: "other" })).toBeUndefined();
  });

  it("is listed by its key", async () => {
    const keys = [];
    for await (const key of table().scanKeys()) keys.push(key);
    expect(keys).toEqual([{ repository: "shop", branch: "main" }]);
  });
});
