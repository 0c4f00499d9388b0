import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateKeyCommand, KMSClient, ListKeysCommand, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { makeUser, type Statement } from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

const other = "222222222222";
const Bucket = "kept";
let dir = "";
let emulator: Emulator;
let key = "";

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "encryption-"));
  const packages = await installEmulator();
  emulator = await startEmulator({ packages, stateDir: dir, accountId: testAccount, region: testRegion });
  const { KeyMetadata } = await new KMSClient(as(emulator)).send(new CreateKeyCommand({}));
  key = KeyMetadata?.Arn ?? "";
  const s3 = new S3Client(as(emulator));
  for (const name of [Bucket, "plain"]) await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key } }],
      },
    }),
  );
  await s3.send(
    new PutBucketPolicyCommand({ Bucket, Policy: letIn("s3:GetObject", `arn:aws:s3:::${Bucket}/*`) }),
  );
  await s3.send(new PutObjectCommand({ Bucket, Key: "object", Body: "text" }));
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A policy of a resource that lets the other account in, beside its own. */
const letIn = (Action: string, Resource: string, own?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...(own ? [own] : []),
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${other}:root` }, Action, Resource },
    ],
  });

const objects: Statement = { Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::*" };
const onKey = (Action: string, via = "s3"): Statement => ({
  Action,
  Resource: `arn:aws:kms:${testRegion}:${testAccount}:key/*`,
  Condition: { StringEquals: { "kms:ViaService": `${via}.${testRegion}.amazonaws.com` } },
});

const user = async (name: string, statements: readonly Statement[], account = testAccount) =>
  new S3Client(await makeUser(emulator, name, [objects, ...statements], account));
const get = (client: S3Client, Key = "object") => client.send(new GetObjectCommand({ Bucket, Key }));
const put = (client: S3Client, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key: "new", Body: "text", ...more }));

describe("an object in a bucket with a default key", () => {
  it("is read by who may decrypt with that key through S3", async () => {
    const denied = `user/reader-0 is not authorized to perform: kms:Decrypt on resource: ${key} because no identity-based`;
    await expect(get(await user("reader-0", []))).rejects.toThrow(denied);
    await expect(get(await user("reader-1", [onKey("kms:Decrypt", "sns")]))).rejects.toThrow("kms:Decrypt");
    await get(await user("reader-2", [onKey("kms:Decrypt")]));
  });

  it("shows its head to who may not decrypt", async () => {
    const head = new HeadObjectCommand({ Bucket, Key: "object" });
    expect((await (await user("head", [])).send(head)).ContentLength).toBe(4);
  });

  it("is written by who may generate data keys", async () => {
    await expect(put(await user("writer-0", [onKey("kms:Decrypt")]))).rejects.toThrow("kms:GenerateDataKey");
    await put(await user("writer-1", [onKey("kms:GenerateDataKey")]));
  });

  it("is written in parts by who may also decrypt", async () => {
    const upload = async (client: S3Client) => {
      const part = { Bucket, Key: "parts" };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(part));
      const sent = { ...part, UploadId };
      const { ETag } = await client.send(new UploadPartCommand({ ...sent, PartNumber: 1, Body: "text" }));
      const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
      await client.send(new CompleteMultipartUploadCommand({ ...sent, MultipartUpload }));
    };
    await expect(upload(await user("parts-0", [onKey("kms:GenerateDataKey")]))).rejects.toThrow(
      "kms:Decrypt",
    );
    await upload(await user("parts-1", [onKey("kms:GenerateDataKey"), onKey("kms:Decrypt")]));
  });

  it("may be kept under another key, or none, by request", async () => {
    const plain = { ServerSideEncryption: "AES256" as const };
    await put(await user("chooser-0", []), plain);
    const named = { Bucket: "plain", ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: key };
    await expect(put(await user("chooser-1", []), named)).rejects.toThrow("kms:GenerateDataKey");
  });
});

describe("an object under the key of another account", () => {
  const own = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${testAccount}:root` },
    Action: "kms:*",
    Resource: "*",
  };

  it("is read by who may decrypt, once the key's policy lets his account in", async () => {
    const reader = await user("stranger-0", [onKey("kms:Decrypt")], other);
    await expect(get(reader)).rejects.toThrow("the resource associated with this ciphertext because");
    const kms = new KMSClient(as(emulator));
    const Policy = letIn("kms:Decrypt", "*", own);
    await kms.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: "default", Policy }));
    await get(reader);
    await expect(get(await user("stranger-1", [], other))).rejects.toThrow("kms:Decrypt");
  });
});

describe("a policy of a key or a bucket", () => {
  const naming = (principal: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: [`arn:aws:iam::${testAccount}:root`, principal] },
          Action: "*",
          Resource: "*",
        },
      ],
    });
  const makeKey = (principal: string) =>
    new KMSClient(as(emulator)).send(new CreateKeyCommand({ Policy: naming(principal) }));
  const putPolicy = (principal: string) =>
    new S3Client(as(emulator)).send(
      new PutBucketPolicyCommand({
        Bucket: "plain",
        Policy: naming(principal).replace('"Resource":"*"', '"Resource":"arn:aws:s3:::plain/*"'),
      }),
    );

  it.each([
    ["an account that nobody ever used", "arn:aws:iam::210987654321:root"],
    ["such an account by its number", "210987654321"],
    ["a role that is not there", `arn:aws:iam::${testAccount}:role/nobody`],
    ["a role by the id that is left of it", "AROAEXAMPLEEXAMPLEAB"],
  ])("is refused if it names %s", async (_, principal) => {
    await expect(makeKey(principal)).rejects.toThrow(
      expect.objectContaining({
        name: "MalformedPolicyDocumentException",
        message: "Policy contains a statement with one or more invalid principals.",
      }),
    );
    await expect(putPolicy(principal)).rejects.toThrow(
      expect.objectContaining({ name: "MalformedPolicy", message: "Invalid principal in policy" }),
    );
  });

  it("may name an account once somebody has signed as it, and those of examples", async () => {
    await new KMSClient(as(emulator, "123456789012")).send(new ListKeysCommand({}));
    for (const account of ["123456789012", "222222222222"]) {
      await makeKey(`arn:aws:iam::${account}:root`);
      await putPolicy(account);
    }
  });
});

describe("a bucket of another account", () => {
  const plain = { Bucket: "plain", Key: "object" };
  const owned: Statement = {
    Action: ["s3:GetObject"],
    Resource: "arn:aws:s3:::*",
    Condition: { StringEquals: { "aws:ResourceAccount": testAccount } },
  };
  const named = `arn:aws:iam::${other}:user/named`;

  it("is its owner's to the policies of who calls, and lets in by its own policy who calls", async () => {
    const s3 = new S3Client(as(emulator));
    await s3.send(new PutObjectCommand({ ...plain, Body: "text" }));
    const policy = JSON.parse(letIn("s3:GetObject", "arn:aws:s3:::plain/*"));
    policy.Statement[0].Condition = { StringEquals: { "aws:PrincipalArn": named } };
    const [reader, stranger] = await Promise.all(
      ["named", "stranger"].map(async (name) => new S3Client(await makeUser(emulator, name, [owned], other))),
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket: "plain", Policy: JSON.stringify(policy) }));
    await reader?.send(new GetObjectCommand(plain));
    await expect(stranger?.send(new GetObjectCommand(plain))).rejects.toThrow("Denied");
  });

  it("lets nobody in by a public policy, once it is restricted to its account", async () => {
    const s3 = new S3Client(as(emulator));
    const reader = new S3Client(await makeUser(emulator, "public", [owned], other));
    const policy = JSON.parse(letIn("s3:GetObject", "arn:aws:s3:::plain/*"));
    policy.Statement[0].Principal = "*";
    const restrict = (RestrictPublicBuckets: boolean) => {
      const PublicAccessBlockConfiguration = { RestrictPublicBuckets };
      return s3.send(new PutPublicAccessBlockCommand({ Bucket: "plain", PublicAccessBlockConfiguration }));
    };
    await restrict(false);
    await s3.send(new PutBucketPolicyCommand({ Bucket: "plain", Policy: JSON.stringify(policy) }));
    await reader.send(new GetObjectCommand(plain));
    await restrict(true);
    await expect(reader.send(new GetObjectCommand(plain))).rejects.toThrow("Denied");
  });
});

describe("a bucket whose owner is named", () => {
  const copied = { Bucket: "plain", Key: "copy", CopySource: "plain/object" };
  const both = { ExpectedBucketOwner: testAccount, ExpectedSourceBucketOwner: testAccount };
  const copy = (owners: object) =>
    new S3Client(as(emulator)).send(new CopyObjectCommand({ ...copied, ...owners }));

  it("is copied within by who names both sides' owner, and by nobody who errs in one", async () => {
    await copy(both);
    for (const side of ["ExpectedBucketOwner", "ExpectedSourceBucketOwner"])
      await expect(copy({ ...both, [side]: other })).rejects.toThrow("Access Denied");
  });
});
