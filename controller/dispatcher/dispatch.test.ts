import { beforeEach, describe, expect, it } from "vitest";
import { Ledger, memoryRows, systemClock } from "../records/index.js";
import type { Build, Builds, Start } from "./builds.js";
import { type Dispatcher, dispatch } from "./dispatch.js";

let ledger: Ledger;
let builds: FakeBuilds;
let reports: [string, unknown][];

/** A project that keeps its limit and honours tokens. */
class FakeBuilds implements Builds {
  readonly all: (Build & { token: string })[] = [];
  limit = 10;
  broken = false;

  async recent(): Promise<Build[]> {
    if (this.broken) throw new Error("ThrottlingException");
    return [...this.all].reverse();
  }

  async start(token: string): Promise<Start> {
    if (this.all.some((build) => build.token === token)) return { started: true };
    const running = this.all.filter((build) => build.running).length;
    if (running >= this.limit) return { started: false, reason: `no more than ${this.limit}` };
    this.all.push({ id: `build ${this.all.length}`, running: true, token });
    return { started: true };
  }

  async hasEnded(): Promise<boolean> {
    return false;
  }

  endAll(): void {
    this.all.splice(0, this.all.length, ...this.all.map((build) => ({ ...build, running: false })));
  }
}

beforeEach(() => {
  ledger = new Ledger(memoryRows(), systemClock);
  builds = new FakeBuilds();
  reports = [];
});

const record = (branch: string, sequenceNumber = branch, more: object = {}) => ({
  eventName: "MODIFY",
  dynamodb: { Keys: { RepoName: { S: "shop" }, RepoTag: { S: branch } }, SequenceNumber: sequenceNumber },
  ...more,
});

const parts = (more: Partial<Dispatcher> = {}): Dispatcher => ({
  ledger,
  builds,
  limits: { builds: 3, pipelinesPerBuild: 10 },
  report: (event, details) => reports.push([event, details]),
  ...more,
});

const send = (records: readonly unknown[], more: Partial<Dispatcher> = {}) =>
  dispatch({ Records: records }, parts(more));
/** What was reported of such an event. */
const told = (event: string) => reports.filter(([name]) => name === event).map(([, details]) => details);
const asked = async () =>
  (await ledger.list()).map(({ key, generation: count }) => `${key.branch} ${count}`).sort();

describe("dispatch", () => {
  it("asks once for each pipeline of a batch and starts one build", async () => {
    expect(await send([record("a", "1"), record("b", "2"), record("a", "3")])).toEqual({
      batchItemFailures: [],
    });
    expect(await asked()).toEqual(["a 1", "b 1"]);
    expect(builds.all).toHaveLength(1);
  });

  it("takes a deletion by time to live for what it is, a change", async () => {
    const userIdentity = { type: "Service", principalId: "dynamodb.amazonaws.com" };
    await send([record("a", "1", { eventName: "REMOVE", userIdentity })]);
    expect(await asked()).toEqual(["a 1"]);
  });

  it("starts no second build while one runs, and the next one when it has ended", async () => {
    await send([record("a")]);
    await send([record("b")]);
    expect(builds.all).toHaveLength(1);
    builds.endAll();
    await send([record("c")]);
    expect(builds.all).toHaveLength(2);
  });

  it("starts one build when many batches come at once", async () => {
    await Promise.all(["a", "b", "c", "d"].map((branch) => send([record(branch)])));
    expect(builds.all).toHaveLength(1);
    expect(await asked()).toEqual(["a 1", "b 1", "c 1", "d 1"]);
  });

  it("starts more builds for many pipelines, and never more than the limit", async () => {
    const batch = (length: number, name: string) =>
      Array.from({ length }, (_, index) => record(`${name}${index}`));
    await send(batch(11, "a"));
    expect(builds.all).toHaveLength(2);
    for (let edit = 0; edit < 5; edit++) await send(batch(100, "b"));
    expect(builds.all).toHaveLength(3);
  });

  it("leaves the mark when a build cannot start, for the schedule to find", async () => {
    builds.limit = 0;
    expect(await send([record("a")])).toEqual({ batchItemFailures: [] });
    builds.broken = true;
    expect(await send([record("b")])).toEqual({ batchItemFailures: [] });
    expect(await asked()).toEqual(["a 1", "b 1"]);
    expect(told("build-not-started")).toEqual([
      { message: "no more than 0" },
      { message: "ThrottlingException" },
    ]);
  });

  it("has the ledger say why nothing of ours runs, and nothing where one does the rest", async () => {
    builds.limit = 0;
    await send([record("a"), record("b")]);
    const reasons = async () =>
      (await ledger.list()).map(({ key, refused }) => `${key.branch} ${refused?.reason}`).sort();
    expect(await reasons()).toEqual(["a no more than 0", "b no more than 0"]);
    builds.limit = 1;
    const many = Array.from({ length: 11 }, (_, index) => record(`c${index}`));
    await send(many);
    expect(builds.all).toHaveLength(1);
    expect((await reasons()).filter((line) => line.includes("no more than 1"))).toEqual([]);
  });

  it.each([
    ["nothing", undefined],
    ["text", "record"],
    ["no change", { eventName: "INSERT" }],
    ["no key", { dynamodb: { SequenceNumber: "1" } }],
    ["half a key", { dynamodb: { Keys: { RepoName: { S: "shop" } }, SequenceNumber: "1" } }],
    ["a key of numbers", { dynamodb: { Keys: { RepoName: { N: "1" }, RepoTag: { N: "2" } } } }],
  ])("reports a record of %s, sets it aside and goes on", async (_, malformed) => {
    expect(await send([malformed, record("a")])).toEqual({ batchItemFailures: [] });
    expect(told("malformed-record")).toEqual([{ record: malformed }]);
    expect(await asked()).toEqual(["a 1"]);
  });

  it("asks Lambda for what it could not write, and for nothing else", async () => {
    const failing = {
      recordRefusal: async () => {},
      request: async (key: { repository: string; branch: string }) => {
        if (key.branch === "b") throw new Error("ProvisionedThroughputExceeded");
        await ledger.request(key);
      },
    };
    const records = [record("a", "1"), record("b", "2"), record("c", "3"), record("b", "4")];
    expect(await send(records, { ledger: failing })).toEqual({
      batchItemFailures: [{ itemIdentifier: "2" }, { itemIdentifier: "4" }],
    });
    expect(await asked()).toEqual(["a 1", "c 1"]);
    expect(told("batch")).toEqual([{ records: 4, pipelines: 3, missed: 1, started: 1 }]);
  });

  it("starts no build for a batch that asks for nothing", async () => {
    await send(["malformed"]);
    expect(builds.all).toEqual([]);
  });
});

describe("a record of who is not to wait", () => {
  const haste = (RepoTag: string, more: object = {}) => ({
    ...record("", "1", more),
    dynamodb: { Keys: { RepoName: { S: ":now" }, RepoTag: { S: RepoTag } }, SequenceNumber: "1" },
  });

  it("has its pipeline asked for", async () => {
    await send([haste("shop feature/x y")]);
    expect((await ledger.list()).map(({ key }) => key)).toEqual([
      { repository: "shop", branch: "feature/x y" },
    ]);
  });

  it("asks for nothing where it is struck off, or names no pipeline", async () => {
    await send([haste("shop main", { eventName: "REMOVE" }), haste("shop"), haste(":activity x")]);
    expect(await ledger.list()).toEqual([]);
  });
});
