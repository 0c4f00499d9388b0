import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import { asRoot, createServiceRole } from "../sandbox.fixture.js";
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
  /** ARNs of queues; of `dead` others may make a dead-letter queue. */
  readonly queue: string;
  readonly otherQueue: string;
  readonly deadQueue: string;
  /** ARNs of functions. */
  readonly lambda: string;
  readonly otherLambda: string;
  /** ARNs of roles, by the service that they trust; there is a second of each. */
  readonly role: (service: string) => string;
  readonly otherRole: (service: string) => string;
}

const services = ["codebuild", "codepipeline", "scheduler", "events", "lambda", "sns", "s3"];

export async function prepare(sandbox: Sandbox): Promise<Surroundings> {
  const { accountId: account, region } = sandbox;
  const roleOf = (which: string) => (service: string) => `arn:aws:iam::${account}:role/${service}-${which}`;
  await Promise.all(
    services.flatMap((service) =>
      ["one", "two"].map((which) =>
        createServiceRole(sandbox, `${service}-${which}`, `${service}.amazonaws.com`, ["*"]),
      ),
    ),
  );
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const [key = "", otherKey = ""] = await Promise.all(["one", "two"].map(() => newKey(sandbox)));
  await Promise.all([
    ...["one", "two"].map((name) => newTopic(sandbox, `acceptance-${name}`)),
    ...["one", "two"].map((name) => newBucket(sandbox, `acceptance-${name}`)),
    ...["one", "two", "dead"].map((name) => newQueue(sandbox, `acceptance-${name}`)),
    ...["one", "two"].map((name) => newFunction(sandbox, `acceptance-${name}`, roleOf("one")("lambda"))),
  ]);
  return {
    ...{ account, region, key, otherKey },
    ...{ bucket: "acceptance-one", otherBucket: "acceptance-two" },
    ...{ topic: arn("sns", "acceptance-one"), otherTopic: arn("sns", "acceptance-two") },
    ...{ queue: arn("sqs", "acceptance-one"), otherQueue: arn("sqs", "acceptance-two") },
    deadQueue: arn("sqs", "acceptance-dead"),
    lambda: arn("lambda", "function:acceptance-one"),
    otherLambda: arn("lambda", "function:acceptance-two"),
    ...{ role: roleOf("one"), otherRole: roleOf("two") },
  };
}

async function newKey(sandbox: Sandbox): Promise<string> {
  const { KeyMetadata } = await new KMSClient(asRoot(sandbox)).send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn ?? "";
}

async function newTopic(sandbox: Sandbox, Name: string): Promise<void> {
  await new SNSClient(asRoot(sandbox)).send(new CreateTopicCommand({ Name }));
}

async function newBucket(sandbox: Sandbox, Bucket: string): Promise<void> {
  const s3 = new S3Client({ ...asRoot(sandbox), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
}

async function newQueue(sandbox: Sandbox, QueueName: string): Promise<void> {
  await new SQSClient(asRoot(sandbox)).send(new CreateQueueCommand({ QueueName }));
}

async function newFunction(sandbox: Sandbox, FunctionName: string, Role: string): Promise<void> {
  const ZipFile = zipSync({ "index.js": strToU8("exports.handler = async () => ({});") });
  const code = { Code: { ZipFile }, Handler: "index.handler", Runtime: "nodejs22.x" } as const;
  await new LambdaClient(asRoot(sandbox)).send(new CreateFunctionCommand({ FunctionName, Role, ...code }));
}
