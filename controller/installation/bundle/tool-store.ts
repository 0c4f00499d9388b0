import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

/** The tools in the state bucket. A name holds the checksum of what it names, so nothing is ever written anew. */
export class ToolStore {
  constructor(
    private readonly client: S3Client,
    readonly bucket: string,
  ) {}

  async has(key: string): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }

  /** In one request, so that a kill leaves the whole object or none. */
  async put(key: string, file: string, signal?: AbortSignal): Promise<void> {
    const { size } = await stat(file);
    const request = { Bucket: this.bucket, Key: key, Body: createReadStream(file), ContentLength: size };
    await this.client.send(new PutObjectCommand(request), signal && { abortSignal: signal });
  }

  async open(key: string, signal?: AbortSignal): Promise<Readable> {
    try {
      const request = new GetObjectCommand({ Bucket: this.bucket, Key: key });
      const { Body } = await this.client.send(request, signal && { abortSignal: signal });
      return Body as Readable;
    } catch (error) {
      if (error instanceof NoSuchKey) throw new Error(gone(`s3://${this.bucket}/${key}`));
      throw error;
    }
  }
}

function gone(place: string): string {
  return `${place} is not there, although the installation's parameter names it. Run \`stagewright bootstrap\` again: it uploads what is missing.`;
}
