import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { gitEnvironment } from "../../core/index.js";
import { ByteQueue } from "./byte-queue.js";

/** An object as git keeps it. */
export interface GitObject {
  readonly type: string;
  readonly content: Buffer;
}

interface Waiting {
  resolve(found: GitObject | undefined): void;
  reject(error: Error): void;
}

/** Reads the objects of one repository by one process that stays: https://git-scm.com/docs/git-cat-file#_batch_output */
export class ObjectReader {
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting: Waiting[] = [];
  readonly #bytes = new ByteQueue();
  #size: { readonly type: string; readonly bytes: number } | undefined;

  constructor(folder: string) {
    this.#child = spawn("git", ["-C", folder, "cat-file", "--batch"], {
      env: gitEnvironment(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#child.stdout.on("data", (chunk: Buffer) => this.#hear(chunk));
    // Its end is what counts: see below.
    this.#child.stdin.on("error", () => {});
    this.ended = once(this.#child, "close").then(
      () => this.#fail(new Error("git cat-file has ended.")),
      (error: Error) => this.#fail(error),
    );
  }

  /** @param id 40 hexadecimal digits: nothing else is sent, so that no name is ever read as something to look for. */
  read(id: string): Promise<GitObject | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${id}\n`);
    });
  }

  /** Answers what was asked, and ends. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.ended;
  }

  #hear(chunk: Buffer): void {
    this.#bytes.push(chunk);
    while (this.#waiting.length > 0 && this.#answerNext());
  }

  /** `ID TYPE SIZE`, the content and an end of line; or `ID missing`. Says whether there may be more. */
  #answerNext(): boolean {
    this.#size ??= this.#readHead();
    if (!this.#size) return false;
    const { type, bytes } = this.#size;
    const content = type === "missing" ? Buffer.alloc(1) : this.#bytes.take(bytes + 1);
    if (!content) return false;
    this.#size = undefined;
    const found = type === "missing" ? undefined : { type, content: content.subarray(0, -1) };
    this.#waiting.shift()?.resolve(found);
    return true;
  }

  #readHead() {
    const line = this.#bytes.line();
    if (line === undefined) return undefined;
    const [, type = "missing", bytes = "0"] = line.split(" ");
    return { type, bytes: Number(bytes) };
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
