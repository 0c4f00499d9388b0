import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/**
 * S3 as all of stagewright calls it: each call on a bucket names the account that owns it, so that S3 refuses a bucket of
 * the same name that is another's by now. Making a bucket has no owner to name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 *
 * @param owner 12 digits. Default: the account that the credentials belong to, which is asked for once.
 */
export function ownS3(
  config: Pick<S3ClientConfig, "region" | "endpoint" | "credentials" | "forcePathStyle">,
  owner?: string,
): S3Client {
  const client = new S3Client(config);
  const whose = owner === undefined ? onlyOnce(() => callersAccount(config)) : async () => owner;
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

async function callersAccount({
  region,
  endpoint,
  credentials,
}: Pick<S3ClientConfig, "region" | "endpoint" | "credentials">): Promise<string> {
  const sts = new STSClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  });
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    if (!Account) throw new Error("AWS did not say to which account these credentials belong.");
    return Account;
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
