import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { expect, it, onTestFinished } from "vitest";
import { testSettings } from "../../../testing/items/settings.js";
import { findStateStore } from "./state-store.js";

/** Whether the bucket is there, in an S3 in which this account has made it, open to everybody. */
async function findIn(owner: string): Promise<unknown> {
  const server = createServer((request, answer) => {
    const expected = request.headers["x-amz-expected-bucket-owner"] ?? owner;
    answer.statusCode = expected === owner ? 200 : 403;
    answer.end();
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "1", secretAccessKey: "2" };
  const config = { endpoint, region: "us-east-1", credentials };
  const clients = {
    s3: new S3Client({ ...config, forcePathStyle: true }),
    dynamodb: new DynamoDBClient(config),
  };
  return findStateStore(testSettings({ state: { lock: "s3" } }), clients);
}

it("a state bucket is the own account's, and not one that others made of the name and opened to us", async () => {
  expect(await findIn("111111111111")).toEqual({ bucket: true, table: undefined });
  await expect(findIn("222222222222")).rejects.toThrow(/it may be another account's/);
});
