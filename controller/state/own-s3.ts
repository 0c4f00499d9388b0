import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { callersAccount } from "./callers-account.js";

type S3Place = Pick<S3ClientConfig, "region" | "endpoint" | "credentials">;

/**
 * S3 as all of stagewright calls it: each call on a bucket names the account that owns it, so that S3 refuses a bucket of
 * the same name that is another's by now. Making a bucket has no owner to name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 *
 * @param owner 12 digits. Default: the account that the credentials belong to, which is asked for once.
 */
export function ownS3(config: S3Place & Pick<S3ClientConfig, "forcePathStyle">, owner?: string): S3Client {
  const client = new S3Client(config);
  const whose = owner === undefined ? onlyOnce(() => askedOwner(config)) : async () => owner;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!("Bucket" in args.input) || commandName === "CreateBucketCommand") return next(args);
        return next({ ...args, input: { ExpectedBucketOwner: await whose(), ...args.input } });
      },
    { step: "initialize", name: "expectBucketOwner" },
  );
  return client;
}

async function askedOwner(config: S3Place): Promise<string> {
  const sts = new STSClient(config);
  try {
    return await callersAccount(sts);
  } finally {
    sts.destroy();
  }
}

function onlyOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
