import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { BuildArtifacts, ProjectArtifacts } from "@aws-sdk/client-codebuild";
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from "@aws-sdk/client-s3";
import { BuildFailure, type CollectedArtifact, zipFiles } from "../../builds/index.js";
import { goWords, isSdkError } from "./aws-errors.js";
import { artifactKey } from "./build.js";
import type { BuildRecord } from "./state.js";

/** Uploads one artifact with the role's rights; gives what the build tells of it. */
export async function publishArtifact(
  s3: S3Client,
  build: BuildRecord,
  artifacts: ProjectArtifacts,
  collected: CollectedArtifact,
): Promise<BuildArtifacts> {
  const name = artifacts.overrideArtifactName ? collected.name : undefined;
  const key = artifactKey(artifacts, build.id, name);
  const target = { Bucket: artifacts.location ?? "", ...encryption(build, artifacts) };
  const zipped = artifacts.packaging === "ZIP" || artifacts.type === "CODEPIPELINE";
  try {
    const sums = zipped
      ? await putZip(s3, target, key, collected)
      : await putFiles(s3, target, key, collected);
    return { location: `arn:aws:s3:::${target.Bucket}/${key}`, ...sums };
  } catch (error) {
    if (!isSdkError(error)) throw error;
    throw new BuildFailure("CLIENT_ERROR", `Error in UPLOAD_ARTIFACTS phase: ${goWords(error)}`);
  }
}

type Target = Omit<PutObjectCommandInput, "Key" | "Body">;

async function putZip(s3: S3Client, target: Target, key: string, { files }: CollectedArtifact) {
  const body = await zipFiles(files);
  await s3.send(new PutObjectCommand({ ...target, Key: key, Body: body }));
  return { sha256sum: digest("sha256", body), md5sum: digest("md5", body) };
}

async function putFiles(s3: S3Client, target: Target, key: string, { files }: CollectedArtifact) {
  for (const { path, source } of files) {
    const fileKey = key === "" ? path : `${key}/${path}`;
    await s3.send(new PutObjectCommand({ ...target, Key: fileKey, Body: await readFile(source) }));
  }
  return {};
}

function digest(algorithm: string, content: Uint8Array): string {
  return createHash(algorithm).update(content).digest("hex");
}

/** The bucket's own encryption serves for CodeBuild's default key, `alias/aws/s3`. */
function encryption(build: BuildRecord, artifacts: ProjectArtifacts): Partial<PutObjectCommandInput> {
  const key = build.encryptionKey;
  if (artifacts.encryptionDisabled || !key || key.endsWith(":alias/aws/s3")) return {};
  return { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key };
}
