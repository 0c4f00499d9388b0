import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { as, createServiceRole } from "../sandbox.fixture.js";
import type { Sandbox } from "../sandbox.js";

/** What is there before any resource of a test, for all of them. */
export interface Surroundings {
  readonly account: string;
  readonly region: string;
  /** Buckets' names. */
  readonly bucket: string;
  readonly otherBucket: string;
  /** ARNs of keys. */
  readonly key: string;
  readonly otherKey: string;
  /** ARNs of topics. */
  readonly topic: string;
  readonly otherTopic: string;
  /** ARNs of roles, by the service that they trust; there is a second of each. */
  readonly role: (service: string) => string;
  readonly otherRole: (service: string) => string;
}

const services = ["codebuild", "codepipeline", "scheduler", "events", "lambda", "sns", "s3"];

export async function prepare(sandbox: Sandbox): Promise<Surroundings> {
  const { accountId: account, region } = sandbox;
  const roles = services.flatMap((service) =>
    ["one", "two"].map((which) =>
      createServiceRole(sandbox, `${service}-${which}`, `${service}.amazonaws.com`, ["*"]),
    ),
  );
  const [key, otherKey, topic, otherTopic] = await Promise.all([
    ...["one", "two"].map(() => newKey(sandbox)),
    ...["one", "two"].map((name) => newTopic(sandbox, name)),
    ...["acceptance-one", "acceptance-two"].map((name) => newBucket(sandbox, name)),
    ...roles,
  ]);
  const roleOf = (which: string) => (service: string) => `arn:aws:iam::${account}:role/${service}-${which}`;
  return {
    account,
    region,
    ...{ bucket: "acceptance-one", otherBucket: "acceptance-two" },
    ...{ key: key ?? "", otherKey: otherKey ?? "", topic: topic ?? "", otherTopic: otherTopic ?? "" },
    ...{ role: roleOf("one"), otherRole: roleOf("two") },
  };
}

async function newKey(sandbox: Sandbox): Promise<string> {
  const { KeyMetadata } = await new KMSClient(as(sandbox)).send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? "";
}

async function newTopic(sandbox: Sandbox, name: string): Promise<string> {
  const { TopicArn } = await new SNSClient(as(sandbox)).send(new CreateTopicCommand({ Name: name }));
  return TopicArn ?? "";
}

async function newBucket(sandbox: Sandbox, Bucket: string): Promise<string> {
  const s3 = new S3Client({ ...as(sandbox), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}
