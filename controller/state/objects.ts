import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";

export interface StoredObject {
  readonly bytes: Uint8Array;
  /** Of exactly these bytes. */
  readonly etag: string;
}

/** The objects of one bucket. */
export class Objects {
  constructor(
    private readonly client: S3Client,
    readonly bucket: string,
  ) {}

  async read(key: string): Promise<StoredObject | undefined> {
    try {
      const { Body, ETag } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), etag: ETag ?? "" };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes }));
  }

  /** Only where there is nothing yet; false where there is something. */
  async writeNew(key: string, bytes: Uint8Array): Promise<boolean> {
    try {
      await this.client.send(
        new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes, IfNoneMatch: "*" }),
      );
      return true;
    } catch (error) {
      // The second: somebody else writes it in this very moment.
      if ([412, 409].includes(httpStatusOf(error) ?? 0)) return false;
      throw error;
    }
  }

  /** Only what was read: a request that arrives late must not remove what came after. */
  async removeAsRead(key: string, { etag }: StoredObject): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key, IfMatch: etag }));
  }

  /** Of everything that begins with the prefix. */
  async *keys(prefix: string): AsyncIterable<string> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) for (const { Key = "" } of Contents) yield Key;
  }

  /** Everything that begins with the prefix. */
  async removeAll(prefix: string): Promise<void> {
    for await (const Key of this.keys(prefix)) {
      await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }));
    }
  }
}

/** Of the answer that an SDK error stands for; undefined where there was none. */
export function httpStatusOf(error: unknown): number | undefined {
  const { $metadata } = Object(error) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
