import { randomUUID } from "node:crypto";
import { PutObjectCommand, type PutObjectCommandInput } from "@aws-sdk/client-s3";
import { zipEntries } from "../../../builds/index.js";
import type { ActionOutcome } from "../flow/index.js";
import { ActionFailure, type ActionWork } from "./execution.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html */
export async function deployObjects(work: ActionWork): Promise<ActionOutcome> {
  const { configuration, artifacts, context, run } = work;
  const archive = await artifacts.read(run.inputArtifacts[0]?.name ?? "");
  const path = named(configuration.ObjectKey ?? "", context.now());
  if (configuration.Extract?.toLowerCase() !== "true") {
    await put(work, [{ key: path, content: archive }]);
    return { summary: `Deployed ${path}.` };
  }
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  const files = zipEntries(archive).filter((entry) => !entry.path.endsWith("/"));
  await put(
    work,
    files.map((entry) => ({ key: `${prefix}${entry.path}`, content: entry.content() })),
  );
  return { summary: `Deployed ${files.length} files.` };
}

interface NewObject {
  readonly key: string;
  readonly content: Uint8Array;
}

async function put({ role, run, configuration }: ActionWork, objects: readonly NewObject[]): Promise<void> {
  const { BucketName: Bucket = "", CannedACL, CacheControl, KMSEncryptionKeyARN: keyId } = configuration;
  const s3 = await role.s3(run.region);
  const common = {
    Bucket,
    ...(CannedACL !== undefined && { ACL: CannedACL as PutObjectCommandInput["ACL"] }),
    ...(CacheControl !== undefined && { CacheControl }),
    ...(keyId !== undefined && ({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: keyId } as const)),
  };
  for (const { key, content } of objects) {
    await s3.send(new PutObjectCommand({ ...common, Key: key, Body: content })).catch((error: Error) => {
      throw new ActionFailure(
        "PermissionError",
        `s3://${Bucket}/${key} cannot be written: ${error.name}: ${error.message}`,
      );
    });
  }
}

/** "Variables {datetime} and {uuid}" of a name: `js-application/{datetime}.zip`. */
function named(key: string, now: Date): string {
  const datetime = now.toISOString().slice(0, 19).replace("T", "_").replaceAll(":", "-");
  return key.replaceAll("{datetime}", datetime).replaceAll("{uuid}", randomUUID());
}
