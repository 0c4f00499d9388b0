import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Sent, sentItem, serveItems } from "./any-item.fixture.js";
import { configTable } from "./config-table.js";
import { type Origin, originIn } from "./origin.js";

const origin: Origin = { commit: "0a1b", isDirty: true, by: "arn:aws:iam::1:user/ann", at: "2026-01-01" };
const sent: Sent = {
  M: { commit: { S: "0a1b" }, isDirty: { BOOL: true }, by: { S: origin.by }, at: { S: origin.at } },
};
const plain = sentItem("main", { N: "1" });
const key = { repository: "shop", branch: "main" };

async function tableWith(row: Sent) {
  const { config, close } = await serveItems([row]);
  const client = new DynamoDBClient(config);
  onTestFinished(() => {
    client.destroy();
    close();
  });
  return configTable(DynamoDBDocumentClient.from(client), "items");
}

describe("where an item came from", () => {
  it("is beside it in its row, and no part of it", async () => {
    const table = await tableWith({ ...plain, ":origin": sent });
    const item = { RepoName: "shop", RepoTag: "main", Order: 1 };
    expect(await table.readItem(key)).toEqual(item);
    expect(await table.readRow(key)).toMatchObject({ item, origin });
    for await (const found of table.scanItems()) expect(found).toEqual({ key, item, origin });
    for await (const found of table.scanOrigins()) expect(found).toEqual({ key, origin });
  });

  it("leaves the digest as it is, so that nothing is asked for because of it", async () => {
    const digests = async (row: Sent) => (await tableWith(row)).scanDigests();
    expect(await digests({ ...plain, ":origin": sent })).toEqual(await digests(plain));
    expect(await digests({ ...plain, Other: sent })).not.toEqual(await digests(plain));
  });

  it.each([[undefined], ["text"], [{ by: 1, at: "x" }], [{ commit: "x" }], [[]]])(
    "is unknown where the row says %j",
    (value) => {
      expect(originIn(value)).toBeUndefined();
    },
  );

  it("is taken as far as it is one", () => {
    expect(originIn({ ...origin, commit: 5, more: "x" })).toEqual({
      isDirty: true,
      by: origin.by,
      at: origin.at,
    });
  });
});
