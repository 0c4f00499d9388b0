import {
  GetBucketVersioningCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
} from "@aws-sdk/client-s3";
import { wordsOfError } from "../../core/index.js";
import { ActionFailure, type ActionWork } from "./execution.js";
import { overrideOf } from "./source.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html: an object of a bucket that keeps versions. */
export async function fetchObject(work: ActionWork) {
  const { configuration, run, artifacts } = work;
  const { S3Bucket: bucket = "" } = configuration;
  const key = overrideOf(work, "S3_OBJECT_KEY") ?? configuration.S3ObjectKey ?? "";
  const version = overrideOf(work, "S3_OBJECT_VERSION_ID");
  const answer = await getObject(work, bucket, key, version);
  const content = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  await artifacts.write(run.outputArtifacts[0]?.name ?? "", content);
  const versionId = answer.VersionId ?? "";
  return {
    revision: {
      revisionId: versionId,
      revisionSummary: `Amazon S3 version id: ${versionId}`,
      ...(answer.LastModified && { created: answer.LastModified.toISOString() }),
    },
    variables: { ETag: (answer.ETag ?? "").replaceAll('"', ""), VersionId: versionId },
  };
}

async function getObject(
  { role, run }: ActionWork,
  bucket: string,
  key: string,
  version: string | undefined,
): Promise<GetObjectCommandOutput> {
  const s3 = await role.s3(run.region);
  const object = { Bucket: bucket, Key: key, ...(version !== undefined && { VersionId: version }) };
  try {
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    if (Status === "Enabled") return await s3.send(new GetObjectCommand(object));
  } catch (error) {
    const { name, message } = wordsOfError(error);
    const code = /AccessDenied|Forbidden/.test(name) ? "PermissionError" : "ConfigurationError";
    throw new ActionFailure(
      code,
      `The object ${key} of the bucket ${bucket} cannot be read: ${name}: ${message}`,
    );
  }
  throw new ActionFailure(
    "ConfigurationError",
    `The bucket ${bucket} does not keep versions, which a source action needs. Enable versioning on it.`,
  );
}
