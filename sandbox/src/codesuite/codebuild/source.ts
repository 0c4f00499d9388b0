import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ProjectSource } from "@aws-sdk/client-codebuild";
import {
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { BuildFailure, unzipInto } from "../../builds/index.js";
import { goWords, isSdkError } from "./aws-errors.js";
import { isInlineBuildspec } from "./project-rules.js";

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** `bucket/key` or `arn:aws:s3:::bucket/key`. */
export function objectAddress(location: string): ObjectAddress {
  const path = location.replace(/^arn:[^:]+:s3:::/, "");
  const slash = path.indexOf("/");
  return slash < 0 ? { bucket: path, key: "" } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

/** Fetches a source with the role's rights: a zip file, or a folder when the location ends with `/`. */
export async function downloadSource(
  s3: S3Client,
  source: ProjectSource,
  version: string | undefined,
  targetDir: string,
): Promise<void> {
  await mkdir(targetDir, { recursive: true });
  if (!source.location || source.type === "NO_SOURCE") return;
  const address = objectAddress(source.location);
  const download = address.key.endsWith("/") ? downloadFolder : downloadZip;
  try {
    if (source.type === "CODEPIPELINE") await identify(s3, address);
    await download(s3, address, version, targetDir);
  } catch (error) {
    if (!isSdkError(error)) throw error;
    const arn = `arn:aws:s3:::${address.bucket}/${address.key}`;
    const words = `${goWords(error)} for primary source and source version ${version ?? arn}`;
    throw new BuildFailure("CLIENT_ERROR", words);
  }
}

/** "S3BucketIdentity": https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html */
async function identify(s3: S3Client, { bucket: Bucket }: ObjectAddress): Promise<void> {
  await s3.send(new GetBucketAclCommand({ Bucket }));
  await s3.send(new GetBucketLocationCommand({ Bucket }));
}

async function downloadZip(
  s3: S3Client,
  address: ObjectAddress,
  version: string | undefined,
  targetDir: string,
) {
  unzipInto(targetDir, await readObject(s3, address, version));
}

async function downloadFolder(s3: S3Client, { bucket, key }: ObjectAddress, _: unknown, targetDir: string) {
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: key })) {
    for (const { Key = "" } of page.Contents ?? []) {
      if (Key.endsWith("/")) continue;
      const target = join(targetDir, insideOnly(Key.slice(key.length)));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, await readObject(s3, { bucket, key: Key }));
    }
  }
}

function insideOnly(path: string): string {
  if (!path.split("/").includes("..")) return path;
  throw new BuildFailure("CLIENT_ERROR", `The source folder holds a key that leaves it: ${path}`);
}

async function readObject(
  s3: S3Client,
  { bucket, key }: ObjectAddress,
  version?: string,
): Promise<Uint8Array> {
  const answer = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, ...(version !== undefined && { VersionId: version }) }),
  );
  return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
}

/** "The buildspec file must be named buildspec.yml and placed in the root of your source directory" (build-spec-ref). */
const defaultBuildspec = "buildspec.yml";

/** A buildspec's text: inline, from S3 by ARN, or a file of the source. */
export async function readBuildspec(
  s3: S3Client,
  buildspec: string | undefined,
  sourceDir: string,
): Promise<string> {
  if (isInlineBuildspec(buildspec)) return buildspec ?? "";
  if (buildspec?.startsWith("arn:")) return readBuildspecObject(s3, buildspec);
  const path = join(sourceDir, buildspec || defaultBuildspec);
  return readFile(path, "utf8").catch(() => {
    throw new BuildFailure("YAML_FILE_ERROR", `stat ${path}: no such file or directory`);
  });
}

async function readBuildspecObject(s3: S3Client, arn: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readObject(s3, objectAddress(arn)));
  } catch (error) {
    if (!isSdkError(error)) throw error;
    throw new BuildFailure("YAML_FILE_ERROR", `${goWords(error)} for the buildspec ${arn}`);
  }
}
