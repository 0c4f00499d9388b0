import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Emulator, installEmulator, startEmulator } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { colliding } from "../../testing/items/colliding.js";
import type { Lease } from "../records/index.js";
import { Configurations, digestOfOutput } from "./configurations.js";
import { LockRows } from "./lock-rows.js";
import { Objects } from "./objects.js";
import { ownS3 } from "./own-s3.js";
import { Owners } from "./owners.js";
import { statePlaces } from "./state-places.js";
import { StateStore } from "./state-store.js";

const accountId = "111111111111";
const region = "eu-central-1";
const table = "locks";
const key = { repository: "webshop", branch: "main" };

let emulator: Emulator;
let stateDir: string;
let documents: DynamoDBDocumentClient;
let s3: S3Client;
let objects: Objects;
let rows: LockRows;
let store: StateStore;
let buckets = 0;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-states-"));
  emulator = await startEmulator({ packages: await installEmulator(), stateDir, accountId, region });
  const config = {
    endpoint: emulator.url,
    region,
    credentials: emulator.root(accountId),
  };
  s3 = ownS3({ ...config, forcePathStyle: true }, accountId);
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  await documents.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
    }),
  );
});

afterAll(async () => {
  await emulator.close();
  await rm(stateDir, { recursive: true, force: true });
});

beforeEach(async () => {
  const bucket = `states-${buckets++}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  objects = new Objects(s3, bucket);
  rows = new LockRows(documents, table);
  store = new StateStore(objects, rows);
});

const places = () => statePlaces(key, objects.bucket);
const put = (item: Record<string, unknown>) =>
  documents.send(new PutCommand({ TableName: table, Item: item }));
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const md5 = (data: Uint8Array) => createHash("md5").update(data).digest("hex");
const lock = (Who: string, Created: string) =>
  JSON.stringify({ ID: "1", Who, Created, Operation: "OperationTypeApply" });
const digest = () => rows.read(places().digestId, "Digest");

async function writeState(resources: readonly unknown[], digestOf?: Uint8Array) {
  const state = bytes({ version: 4, serial: 7, lineage: "l", resources });
  await objects.write(places().state, state);
  await put({ LockID: places().digestId, Digest: md5(digestOf ?? state) });
  return state;
}

const lease: Lease = {
  id: "one",
  owner: "build",
  who: "root@build-17",
  since: "2026-01-01T10:00:00.000Z",
  heartbeat: "2026-01-01T10:00:00.000Z",
  expires: "2026-01-01T10:01:00.000Z",
};

describe("a state store", () => {
  it("tells serial and lineage of a state, and of none nothing", async () => {
    expect(await store.markOf(key)).toBeUndefined();
    await writeState([]);
    expect(await store.markOf(key)).toEqual({ serial: 7, lineage: "l" });
  });

  it("breaks the lock of a run that has ended, in the table and in the bucket", async () => {
    const info = lock("root@build-17", "2026-01-01T10:00:05.123456789Z");
    await put({ LockID: places().lockId, Info: info });
    await objects.write(places().lockFile, new TextEncoder().encode(info));
    await store.repair(key, [lease]);
    expect(await rows.read(places().lockId, "Info")).toBeUndefined();
    expect(await objects.read(places().lockFile)).toBeUndefined();
  });

  it.each([
    ["someone else's", lock("ann@laptop", "2026-01-01T10:00:05Z")],
    ["one from before the lease", lock("root@build-17", "2026-01-01T09:59:59Z")],
  ])("leaves a lock that is %s, and the digest with it", async (_, info) => {
    const state = await writeState([], bytes("older"));
    await put({ LockID: places().lockId, Info: info });
    await store.repair(key, [lease]);
    expect(await rows.read(places().lockId, "Info")).toBe(info);
    expect(await digest()).not.toBe(md5(state));
  });

  it("repairs a digest that does not fit the state, and leaves one that does", async () => {
    const state = await writeState([], bytes("older"));
    await store.repair(key, [lease]);
    expect(await digest()).toBe(md5(state));
    await store.repair(key, [lease]);
    expect(await digest()).toBe(md5(state));
  });

  it("clears an empty state with its digest, and bears that nothing is left", async () => {
    await writeState([]);
    await store.clear(key);
    expect(await store.markOf(key)).toBeUndefined();
    expect(await digest()).toBeUndefined();
    await store.clear(key);
  });

  it("keeps a state that still holds resources", async () => {
    await writeState([{ type: "aws_s3_bucket" }]);
    await expect(store.clear(key)).rejects.toThrow("still holds 1 resources");
    expect(await store.markOf(key)).toBeDefined();
    expect(await digest()).toBeDefined();
  });

  it("keeps a state that someone has locked", async () => {
    await writeState([]);
    await put({ LockID: places().lockId, Info: lock("ann@laptop", "2026-01-01T10:00:05Z") });
    await expect(store.clear(key)).rejects.toThrow("held by ann@laptop");
  });
});

describe("what is kept of an output", () => {
  const report = { pipeline: "p", repository: "webshop", branch: "main", holders: [] };
  const filesOf = (files: Record<string, unknown>) =>
    Object.entries(files).map(([path, value]) => [path, bytes(value)] as const);
  const kept = () => new Configurations(objects);

  async function keep(files: Record<string, unknown>, of = key) {
    const digest = digestOfOutput(filesOf(files));
    return { digest, configuration: await kept().keep(of, digest, filesOf(files)) };
  }

  /** What is left in a folder of an attempt to fetch, and what came of that. */
  async function fetched(last: { digest: string; configuration: string }) {
    const parent = await mkdtemp(join(tmpdir(), "stagewright-kept-"));
    try {
      const failure = await kept()
        .fetch(key, last, join(parent, "output"))
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      const entries = await readdir(parent, { recursive: true, withFileTypes: true });
      return { failure, files: entries.filter((entry) => entry.isFile()).map(({ name }) => name) };
    } finally {
      await rm(parent, { recursive: true });
    }
  }

  it("comes back as it was, and tells what it permitted", async () => {
    const last = await keep({ "manifest.json": {}, "permissions.json": report });
    expect(await kept().permissionsOf(key, last)).toEqual(report);
    expect(await fetched(last)).toEqual({ failure: undefined, files: ["manifest.json", "permissions.json"] });
  });

  it("tells nothing where that was not kept, or is kept no more", async () => {
    const last = await keep({ "manifest.json": {} });
    expect(await kept().permissionsOf(key, last)).toBeUndefined();
    await kept().clear(key);
    expect(await kept().permissionsOf(key, last)).toBeUndefined();
    expect((await fetched(last)).failure).toMatchObject({ failure: { class: "configuration-missing" } });
  });

  it("is not taken from where another pipeline's lies", async () => {
    const last = await keep({ "cdk.tf.json": {} }, { repository: "other", branch: "main" });
    const { failure, files } = await fetched(last);
    expect(failure).toMatchObject({ failure: { class: "configuration-changed" } });
    expect(files).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["other bytes", { "cdk.tf.json": { resource: "evil" } }],
    ["one file more", { "cdk.tf.json": {}, "evil.tf.json": {} }],
  ])("is refused with %s than its digest says", async (_, files) => {
    const { digest, configuration } = await keep({ "cdk.tf.json": {} });
    await kept().keep(key, digest, filesOf(files));
    const { failure, files: written } = await fetched({ digest, configuration });
    expect(failure).toMatchObject({ failure: { class: "configuration-changed" } });
    expect(written).toEqual([]);
  });

  it.each([
    "../escaped.txt",
    "/tmp/escaped.txt",
    "a/../../escaped.txt",
    "a\\..\\escaped.txt",
    "C:escaped.txt",
  ])("is refused with a file at %s, whatever its digest", async (path) => {
    const { failure, files } = await fetched(await keep({ "cdk.tf.json": {}, [path]: {} }));
    expect(failure).toMatchObject({ failure: { class: "configuration-changed" } });
    expect(files).toEqual([]);
  });

  it("is refused where it is no archive", async () => {
    const last = await keep({ "cdk.tf.json": {} });
    await objects.write(last.configuration, new TextEncoder().encode("no archive"));
    expect((await fetched(last)).failure).toMatchObject({ failure: { class: "configuration-changed" } });
  });
});

describe("whose an id is", () => {
  const [first, second] = colliding.pipelines;

  it("is written once, by who comes first, and nobody else has it", async () => {
    const owners = new Owners(objects);
    const claims = await Promise.all([owners.claim(first), owners.claim(second), owners.claim(first)]);
    const taken = (await objects.read(statePlaces(first, objects.bucket).owner)) ?? {
      bytes: new Uint8Array(),
    };
    const { RepoName } = JSON.parse(new TextDecoder().decode(taken.bytes));
    const [winner, loser] = RepoName === first.repository ? [first, second] : [second, first];
    expect(claims.filter((other) => other !== undefined)).toEqual(
      Array.from({ length: winner === first ? 1 : 2 }, () => winner),
    );
    expect(await owners.otherOf(loser)).toEqual(winner);
    expect(await owners.otherOf(winner)).toBeUndefined();
  });

  it("is free again once its owner is gone", async () => {
    const owners = new Owners(objects);
    expect(await owners.claim(first)).toBeUndefined();
    await owners.clear(first);
    expect(await owners.claim(second)).toBeUndefined();
  });
});

describe("a bucket of the same name that is another account's by now, and open to us", () => {
  const stranger = "999999999999";
  const Bucket = "taken-over";

  beforeAll(async () => {
    const theirs = new S3Client({
      endpoint: emulator.url,
      region,
      credentials: emulator.root(stranger),
      forcePathStyle: true,
    });
    await theirs.send(new CreateBucketCommand({ Bucket }));
    const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
    const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
    const open = { Effect: "Allow", Principal, Action: "s3:*", Resource };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [open] });
    await theirs.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await theirs.send(new PutObjectCommand({ Bucket, Key: "a", Body: "theirs" }));
  });

  it.each<[string, (of: Objects) => Promise<unknown>]>([
    ["read", (of) => of.read("a")],
    ["written to", (of) => of.write("b", bytes({ secret: true }))],
    ["listed", (of) => of.keys("")[Symbol.asyncIterator]().next()],
  ])("is not %s", async (_, attempt) => {
    await expect(attempt(new Objects(s3, Bucket))).rejects.toThrow(
      expect.objectContaining({ name: "AccessDenied" }),
    );
  });

  it("would be open to who names no owner", async () => {
    const careless = new S3Client({
      endpoint: emulator.url,
      region,
      credentials: emulator.root(accountId),
      forcePathStyle: true,
    });
    expect(await new Objects(careless, Bucket).read("a")).toBeDefined();
  });
});
