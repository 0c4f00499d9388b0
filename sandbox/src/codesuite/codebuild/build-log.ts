import { gzipSync } from "node:zlib";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { BuildFailure } from "../../builds/index.js";
import { isSdkError } from "./aws-errors.js";
import { uuidOf } from "./build.js";
import { LogStream } from "./log-stream.js";
import type { RoleClients } from "./role-clients.js";
import { objectAddress } from "./source.js";
import type { BuildRecord } from "./state.js";

/** Where a build's lines go: its log stream, and an S3 object at the end, as its `logsConfig` says. */
export class BuildLogs {
  readonly #build: BuildRecord;
  readonly #now: () => Date;
  readonly #lines: { readonly text: string; readonly time: Date }[] = [];
  #stream: LogStream | undefined;

  constructor(build: BuildRecord, now: () => Date) {
    this.#build = build;
    this.#now = now;
  }

  /** Lines before this are kept for it. */
  async open({ logs }: RoleClients): Promise<void> {
    const { groupName, streamName } = this.#build.logs ?? {};
    if (!groupName || !streamName) return;
    try {
      this.#stream = await LogStream.open(logs, groupName, streamName);
    } catch (error) {
      throw isSdkError(error) ? this.#denied(error.message) : error;
    }
    for (const { text, time } of this.#lines) this.#stream.write(text, time);
  }

  write(text: string): void {
    const time = this.#now();
    this.#lines.push({ text, time });
    this.#stream?.write(text, time);
  }

  async close(clients: RoleClients | undefined): Promise<void> {
    await this.#stream?.close();
    const { s3Logs } = this.#build.logs ?? {};
    if (clients && s3Logs?.status === "ENABLED") await this.#store(clients, s3Logs.location ?? "");
  }

  /** A role that may not write there loses this copy; the build has ended by then. */
  async #store({ s3 }: RoleClients, location: string): Promise<void> {
    const { bucket, key } = objectAddress(location);
    const prefix = key === "" || key.endsWith("/") ? key : `${key}/`;
    const body = gzipSync(this.#lines.map(({ text }) => `${text}\n`).join(""));
    const object = new PutObjectCommand({
      Bucket: bucket,
      Key: `${prefix}${uuidOf(this.#build)}.gz`,
      Body: body,
    });
    await s3.send(object).catch(() => undefined);
  }

  #denied(reason: string): BuildFailure {
    return new BuildFailure(
      "ACCESS_DENIED",
      `Service role ${this.#build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log ` +
        `streams for build ${this.#build.arn}. Error message: ${reason}`,
    );
  }
}
