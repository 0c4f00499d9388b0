import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { configTable, Ledger, memoryRows } from "../records/index.js";
import { keyText } from "../records/key.js";
import {
  oddValues,
  type Sent,
  sentItem,
  serveItems,
  unknownValue,
} from "../records/table/any-item.fixture.js";
import { runSchedule } from "./schedule.js";

const clock = { now: () => 0, every: () => () => {} };
const sound = { N: "1" };

/** Runs the schedule twice over these items, each of a branch of its own; what was asked for, what was reported, and how many builds began. */
async function scheduled(items: readonly Sent[]) {
  const { config, close } = await serveItems(items);
  const client = new DynamoDBClient(config);
  const table = configTable(DynamoDBDocumentClient.from(client), "items");
  const ledger = new Ledger(memoryRows(), clock);
  const unreadable: unknown[] = [];
  let started = 0;
  const parts = {
    table,
    ledger,
    builds: {
      recent: async () => [],
      start: async () => ({ started: ++started > 0, reason: "" }),
      hasEnded: async () => false,
    },
    limits: { builds: 1, pipelinesPerBuild: 10 },
    clock,
    report: (event: string, details = {}) => void (event === "item-unreadable" && unreadable.push(details)),
  };
  try {
    await runSchedule(parts);
    await runSchedule(parts);
    const asked = (await ledger.list()).map(({ key, generation }) => `${keyText(key)}: ${generation}`);
    return { asked, unreadable, started };
  } finally {
    client.destroy();
    close();
  }
}

describe("the schedule over a table", () => {
  it.each(Object.entries(oddValues))(
    "asks for the item that holds %s, and for the others",
    async (_, odd) => {
      const items = [sentItem("a", sound), sentItem("b", odd), sentItem("c", sound)];
      const found = await scheduled(items);
      expect(found).toEqual({ asked: ["shop a: 1", "shop b: 1", "shop c: 1"], unreadable: [], started: 2 });
    },
  );

  it("passes over an item with the key of rows that tell what pipelines do, and asks for the others", async () => {
    const reserved = {
      ...sentItem("stagewright-shop-main--abcdefghij", sound),
      RepoName: { S: ":activity" },
    };
    const { asked, unreadable } = await scheduled([sentItem("a", sound), reserved, sentItem("c", sound)]);
    expect([asked, unreadable]).toEqual([["shop a: 1", "shop c: 1"], []]);
  });

  it("asks for an item that cannot be read, says so each time, and asks for the others", async () => {
    const items = [sentItem("a", sound), sentItem("b", unknownValue), sentItem("c", sound)];
    const { asked, unreadable } = await scheduled(items);
    expect(asked).toEqual(["shop a: 1", "shop b: 1", "shop c: 1"]);
    const said = {
      key: { repository: "shop", branch: "b" },
      message: expect.stringContaining("does not know"),
    };
    expect(unreadable).toEqual([said, said]);
  });
});
