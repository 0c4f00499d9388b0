import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { TerraformSpec } from "./terraform-spec.js";

type Place = Pick<TerraformSpec, "bucket" | "pipeline" | "environment">;

/** Objects of one environment, and the tools, in the bucket of deployments. */
export class DeploymentStore {
  constructor(
    private readonly client: S3Client,
    private readonly place: Place,
  ) {}

  /** Of an execution: `bundle.tgz`, `plan.txt`, `holder.json`. */
  planKey(execution: string, name: string): string {
    return `plans/${this.place.pipeline}/${this.place.environment}/${execution}/${name}`;
  }

  /** Of what was applied last: `bundle.tgz`, `outputs.json`. */
  appliedKey(name: string): string {
    return `applied/${this.place.pipeline}/${this.place.environment}/${name}`;
  }

  /** Gives the version that it read. Without one it reads the newest. */
  async fetch(Key: string, file: string, VersionId?: string): Promise<string> {
    const { body, version } = await this.#open(Key, VersionId);
    await pipeline(body, createWriteStream(file, { mode: 0o600 }));
    return version;
  }

  /** Gives the version that it wrote. */
  async putFile(Key: string, file: string): Promise<string> {
    const { size } = await stat(file);
    return this.#put({ Key, Body: createReadStream(file), ContentLength: size });
  }

  async putText(Key: string, Body: string, ContentType: string): Promise<string> {
    return this.#put({ Key, Body, ContentType });
  }

  async #put(object: { Key: string; Body: string | Readable; ContentLength?: number; ContentType?: string }) {
    const { VersionId = "" } = await this.client.send(
      new PutObjectCommand({ Bucket: this.place.bucket, ...object }),
    );
    return VersionId;
  }

  async #open(Key: string, VersionId?: string) {
    const request = { Bucket: this.place.bucket, Key, ...(VersionId && { VersionId }) };
    try {
      const { Body, VersionId: version = "" } = await this.client.send(new GetObjectCommand(request));
      return { body: Body as Readable, version };
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw new Error(`s3://${this.place.bucket}/${Key} cannot be read. ${why}`);
    }
  }
}
