import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownS3 } from "./own-s3.js";

const own = "111111111111";
const Bucket = "states";
const Key = "a";

/** The calls that stagewright makes, by what S3 calls them. */
const calls = {
  DeleteBucket: new DeleteBucketCommand({ Bucket }),
  DeleteObject: new DeleteObjectCommand({ Bucket, Key }),
  DeleteObjects: new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }),
  GetBucketTagging: new GetBucketTaggingCommand({ Bucket }),
  GetObject: new GetObjectCommand({ Bucket, Key }),
  HeadBucket: new HeadBucketCommand({ Bucket }),
  HeadObject: new HeadObjectCommand({ Bucket, Key }),
  ListObjectsV2: new ListObjectsV2Command({ Bucket }),
  ListObjectVersions: new ListObjectVersionsCommand({ Bucket }),
  PutBucketEncryption: new PutBucketEncryptionCommand({
    Bucket,
    ServerSideEncryptionConfiguration: { Rules: [] },
  }),
  PutBucketVersioning: new PutBucketVersioningCommand({
    Bucket,
    VersioningConfiguration: { Status: "Enabled" },
  }),
  PutObject: new PutObjectCommand({ Bucket, Key, Body: "x" }),
  PutPublicAccessBlock: new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }),
};

/** A server that answers for S3, and for STS with the own account; and what it was asked. */
async function listening() {
  const asked: { service: string; owner: unknown }[] = [];
  const server = createServer((request, answer) => {
    const isSts = request.method === "POST" && request.url === "/";
    asked.push({ service: isSts ? "sts" : "s3", owner: request.headers["x-amz-expected-bucket-owner"] });
    const identity = `<GetCallerIdentityResult><Account>${own}</Account></GetCallerIdentityResult>`;
    answer.end(isSts ? `<GetCallerIdentityResponse>${identity}</GetCallerIdentityResponse>` : "<Empty/>");
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: "1", secretAccessKey: "2" };
  return { asked, config: { endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials } };
}

describe("S3, as stagewright calls it", () => {
  it.each(Object.entries(calls))("is told whose the bucket is: %s", async (_, command) => {
    const { asked, config } = await listening();
    await ownS3(config, own).send(command as (typeof calls)["HeadBucket"]);
    expect(asked).toEqual([{ service: "s3", owner: own }]);
  });

  it("asks whose the credentials are where nobody says it, and only once", async () => {
    const { asked, config } = await listening();
    const client = ownS3(config);
    await client.send(new HeadBucketCommand({ Bucket }));
    await client.send(new HeadBucketCommand({ Bucket }));
    expect(asked.map(({ service }) => service)).toEqual(["sts", "s3", "s3"]);
    expect(asked.slice(1).map(({ owner }) => owner)).toEqual([own, own]);
  });

  it("follows who names another owner", async () => {
    const { asked, config } = await listening();
    await ownS3(config, own).send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: "222222222222" }));
    expect(asked).toEqual([{ service: "s3", owner: "222222222222" }]);
  });

  it("is told of no owner where there is none yet", async () => {
    const { asked, config } = await listening();
    await ownS3(config, own).send(new CreateBucketCommand({ Bucket }));
    await ownS3(config, own).send(new ListBucketsCommand({}));
    expect(asked.map(({ owner }) => owner)).toEqual([undefined, undefined]);
  });
});
