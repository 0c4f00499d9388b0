import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { tryParseArn, wordsOfError } from "../../core/index.js";
import { ActionFailure, type ActionRole, type Artifacts } from "../actions/execution.js";
import { type ActionRun, type ArtifactLocation, storeOf, type VersionedPipeline } from "../flow/index.js";

/** "AllowS3BucketAccess": https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html */
const bucketReads = ["s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation"];

export interface ArtifactsOfRun {
  readonly run: ActionRun;
  readonly pipeline: VersionedPipeline;
  readonly role: ActionRole;
  /** Copies between regions are made with it. */
  readonly pipelineRole: ActionRole;
}

/** The artifacts of one run, read and written with its role in the stores of the pipeline. */
export function artifactsOf({ run, pipeline, role, pipelineRole }: ArtifactsOfRun): Artifacts {
  const located = new Map<string, Promise<ArtifactLocation>>();
  const entered = new Map<string, Promise<void>>();
  const contents = new Map<string, Promise<Uint8Array>>();

  /** …/userguide/actions-create-cross-region.html: an input of another region is copied, with the pipeline's role. */
  async function find(name: string): Promise<ArtifactLocation> {
    const found = run.inputArtifacts.find((each) => each.name === name);
    if (!found)
      throw new ActionFailure(
        "ConfigurationError",
        `The input artifact ${name} was not made in this execution.`,
      );
    if (found.region === run.region) return found;
    const { location: bucket } = storeOf(pipeline, run.region);
    const copy = { ...found, region: run.region, bucket };
    const content = await read(await pipelineRole.s3(found.region), found);
    await write(await pipelineRole.s3(copy.region), pipeline, copy, content);
    return copy;
  }
  /** Of the pipeline's own role, which "contains the minimum permissions for managing pipelines". */
  async function enter({ bucket }: ArtifactLocation): Promise<void> {
    if (run.roleArn !== undefined) return;
    const resource = `arn:${tryParseArn(pipeline.roleArn)?.partition ?? "aws"}:s3:::${bucket}`;
    const context = { "aws:ResourceAccount": role.accountId };
    for (const action of bucketReads) await role.require({ action, resource, context });
  }
  async function fetch(name: string): Promise<Uint8Array> {
    const location = await locate(name);
    await onceFor(location.bucket, entered, () => enter(location));
    return read(await role.s3(location.region), location);
  }

  const locate = (name: string) => onceFor(name, located, find);
  return {
    locate,
    read: (name) => onceFor(name, contents, fetch),
    async write(name, content) {
      const location = run.outputArtifacts.find((each) => each.name === name);
      if (!location)
        throw new ActionFailure("ConfigurationError", `The action has no output artifact ${name}.`);
      await onceFor(location.bucket, entered, () => enter(location));
      await write(await role.s3(location.region), pipeline, location, content);
    },
  };
}

/** A template, its configuration and its parameters may all lie in one artifact, which does not change. */
function onceFor<T>(
  name: string,
  known: Map<string, Promise<T>>,
  make: (name: string) => Promise<T>,
): Promise<T> {
  const found = known.get(name) ?? make(name);
  known.set(name, found);
  return found;
}

async function read(s3: S3Client, { bucket, key }: ArtifactLocation): Promise<Uint8Array> {
  const answer = await send(`read s3://${bucket}/${key}`, () =>
    s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })),
  );
  return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
}

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html: by the store's key. Without one the
 * bucket's own encryption stands for the key that AWS keeps for S3, which asks nobody.
 */
async function write(
  s3: S3Client,
  pipeline: VersionedPipeline,
  { bucket, key, region }: ArtifactLocation,
  content: Uint8Array,
): Promise<void> {
  const keyId = storeOf(pipeline, region).encryptionKey?.id;
  const encryption =
    keyId === undefined ? {} : ({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: keyId } as const);
  await send(`write s3://${bucket}/${key}`, () =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ...encryption })),
  );
}

async function send<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = wordsOfError(error);
    throw new ActionFailure("PermissionError", `The action's role cannot ${what}: ${name}: ${message}`);
  }
}
