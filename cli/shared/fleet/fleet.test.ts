import { once } from "node:events";
import { createServer } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import {
  configTable,
  dynamoDbRows,
  Overview,
  type PipelineStatus,
} from "../../../controller/records/index.js";
import { statuses } from "../../../testing/board/statuses.js";
import { keepLooking, type Look, pauseAfter } from "./keep-looking.js";
import { outcomesOf } from "./outcomes.js";
import { fleetReader } from "./read-fleet.js";

describe("fleetReader", () => {
  it("adds items that the ledger has not heard of, and reads the config table once a minute", async () => {
    const [known] = statuses(1);
    if (!known) return expect.unreachable();
    const origin = {
      by: "arn:aws:iam::111111111111:user/alice",
      at: "2026-01-01T10:00:00.000Z",
      isDirty: false,
    };
    let [now, scans] = [0, 0];
    const table = {
      async *scanOrigins() {
        scans += 1;
        yield { key: { repository: known.repo, branch: known.branch }, origin };
        yield { key: { repository: "aaa", branch: "main" } };
      },
    };
    const read = fleetReader({ overview: { list: async () => [known] }, table }, () => now);
    expect((await read()).map(({ repo, state, origin: from }) => [repo, state, from])).toEqual([
      ["aaa", "new", undefined],
      [known.repo, known.state, origin],
    ]);
    now = 59_999;
    await read();
    expect(scans).toBe(1);
    now = 60_000;
    await read();
    expect(scans).toBe(2);
  });
});

describe("what fleetReader asks", () => {
  /** Of a server that takes requests and answers none. */
  it.each(["of the ledger", "of the config table"])("is broken off by the signal: %s", async (which) => {
    const server = createServer(() => ended.abort()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const ended = new AbortController();
    const endpoint = `http://127.0.0.1:${port}`;
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = new DynamoDBClient({ endpoint, region: "eu-central-1", credentials });
    const documents = DynamoDBDocumentClient.from(client);
    const silent = new Overview(dynamoDbRows(documents, "ledger"));
    const overview = which === "of the ledger" ? silent : { list: async () => [] };
    const read = fleetReader({ overview, table: configTable(documents, "items") });
    await expect(read(ended.signal)).rejects.toThrow("aborted");
    client.destroy();
    server.close();
  });
});

describe("keepLooking", () => {
  const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException", $metadata: {} });

  async function looks(results: readonly (string | Error)[]) {
    const told: Look<string>[] = [];
    const pauses: number[] = [];
    const ended = new AbortController();
    const left = [...results];
    await keepLooking<string>({
      read: async () => {
        const next = left.shift() ?? "";
        if (next instanceof Error) throw next;
        return next;
      },
      tell: (look) => {
        told.push(look);
        if (left.length === 0) ended.abort();
      },
      signal: ended.signal,
      pause: (took, failures) => {
        pauses.push(pauseAfter(took, failures));
        return 0;
      },
    });
    return { told, pauses };
  }

  it("waits longer with each look that AWS throttles, says why, and is quick again afterwards", async () => {
    const { told, pauses } = await looks(["a", throttled, throttled, "b"]);
    expect(told.map(({ picture, problem }) => picture ?? problem?.class)).toEqual([
      "a",
      "throttled",
      "throttled",
      "b",
    ]);
    expect(pauses).toEqual([5_000, 10_000, 20_000, 5_000]);
  });

  it("tells a fault that nobody knows in its own words", async () => {
    const { told } = await looks([new Error("Something else.")]);
    expect(told[0]?.problem?.message).toBe("Something else.");
  });

  it("does nothing before somebody wants it, and ends while it waits for that", async () => {
    const ended = new AbortController();
    const wanted = () =>
      new Promise<void>((resolve) => ended.signal.addEventListener("abort", () => resolve()));
    const looking = keepLooking({
      read: () => expect.unreachable(),
      tell: () => expect.unreachable(),
      signal: ended.signal,
      wanted,
    });
    ended.abort();
    await looking;
  });

  it("ends at once, whatever a look still waits for", async () => {
    const ended = new AbortController();
    const read = () => {
      setImmediate(() => ended.abort());
      return new Promise<string>(() => {});
    };
    await keepLooking({ read, tell: () => expect.unreachable(), signal: ended.signal });
  });

  it("takes a tenth of the time at most, and never waits more than five minutes", () => {
    expect(pauseAfter(2_000, 0)).toBe(18_000);
    expect(pauseAfter(60_000, 0)).toBe(60_000);
    expect(pauseAfter(10, 20)).toBe(300_000);
  });
});

describe("outcomesOf", () => {
  const environment = (state: "Failed" | "Waiting" | "Succeeded") => ({
    activity: { environments: [{ environment: "Prod", state }] },
  });
  it.each<[string, Partial<PipelineStatus>, string[]]>([
    ["an invalid item", { state: "invalid" }, ["failed"]],
    ["an environment that failed", environment("Failed"), ["failed"]],
    ["somebody who is asked", environment("Waiting"), ["approval"]],
    ["a run of the controller", { state: "running", requested: "2026" }, ["running", "waiting"]],
    ["an item that is not noticed", { state: "new" }, ["waiting"]],
    ["all that is done", environment("Succeeded"), ["well"]],
  ])("of %s", (_, more, expected) => {
    expect(outcomesOf({ repo: "shop", branch: "main", state: "applied", ...more })).toEqual(expected);
  });
});
