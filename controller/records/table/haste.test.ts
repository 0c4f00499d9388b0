import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, it, onTestFinished } from "vitest";
import { sentItem, serveItems } from "./any-item.fixture.js";
import { configTable } from "./config-table.js";

const said = { ...sentItem("shop main", { N: "1" }), RepoName: { S: ":now" }, Item: { S: "none" } };

it("a row that says whose change is not to wait is no item, also to who asks for it by its key", async () => {
  const { config, close } = await serveItems([said, sentItem("main", { N: "1" })]);
  const client = new DynamoDBClient(config);
  onTestFinished(() => {
    client.destroy();
    close();
  });
  const table = configTable(DynamoDBDocumentClient.from(client), "items");
  expect(await table.hasteOf({ repository: "shop", branch: "main" })).toMatchObject({ item: "none" });
  expect(await table.readRow({ repository: ":now", branch: "shop main" })).toBeUndefined();
  const found: string[] = [];
  for await (const { key } of table.scanItems()) found.push(key.repository);
  for await (const { key } of table.scanOrigins()) found.push(key.repository);
  for (const { key } of await table.scanDigests()) found.push(key.repository);
  expect(found).toEqual(["shop", "shop", "shop"]);
});
