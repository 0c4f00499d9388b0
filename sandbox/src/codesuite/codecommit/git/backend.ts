import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable, type Writable } from "node:stream";
import { AwsError, gitEnvironment, howToInstall, runGit } from "../../core/index.js";

/** What git's server is asked of one repository. */
export interface BackendRequest {
  /** The bare repository's folder. */
  readonly folder: string;
  readonly method: string;
  /** Below the repository: `info/refs`, `git-upload-pack`, `git-receive-pack`. */
  readonly path: string;
  /** `git-upload-pack` or `git-receive-pack`, where the path does not say it. */
  readonly service?: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  /** `Git-Protocol`: `version=2`. */
  readonly protocol?: string;
  /** Who pushes, for the log of references. */
  readonly user: string;
  readonly body: AsyncIterable<Buffer>;
}

export interface BackendAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Git's own server: https://git-scm.com/docs/git-http-backend. One process for each request, all of which end with it. */
export class GitBackend {
  readonly #running = new Set<Promise<unknown>>();
  readonly #children = new Set<Child>();
  #program: Promise<string> | undefined;
  #isClosed = false;

  async answer(request: BackendRequest): Promise<BackendAnswer> {
    this.#program ??= findProgram();
    const child = this.#start(await this.#program.catch((error) => this.#forget(error)), request);
    // Who goes away while a push is read, or before an answer, leaves nobody to tell.
    feed(child.stdin, request.body).catch(() => child.stdin.destroy());
    return readAnswer(child.stdout);
  }

  /** It may be installed meanwhile. */
  #forget(error: unknown): never {
    this.#program = undefined;
    throw error;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const child of this.#children) child.kill();
    await Promise.all(this.#running);
  }

  #start(program: string, request: BackendRequest): Child {
    if (this.#isClosed) throw new Error("The sandbox ends: git is not answered any more.");
    const child = spawn(program, [], { env: environmentOf(request), stdio: ["pipe", "pipe", "ignore"] });
    this.#children.add(child);
    const ended = once(child, "close").catch(() => {});
    this.#running.add(ended);
    void ended.then(() => {
      this.#children.delete(child);
      this.#running.delete(ended);
    });
    // An answer that nobody reads any more is not written on.
    child.stdout.once("close", () => child.kill());
    return child;
  }
}

/** To the end, also when who reads does not want the rest: a client hears what is said once it has said all itself. */
export async function feed(reader: Writable, body: AsyncIterable<Buffer>): Promise<void> {
  reader.on("error", () => {});
  for await (const chunk of body) await new Promise<void>((resolve) => reader.write(chunk, () => resolve()));
  reader.end();
}

/** On some systems git's server is a package of its own. */
async function findProgram(): Promise<string> {
  const folder = await runGit("/", ["--exec-path"]);
  const program = join(folder.toString().trim(), "git-http-backend");
  await access(program).catch(() => {
    const message = `git's http-backend is not at ${program}, so there is nothing to clone from or push to.`;
    throw new AwsError("NotImplementedException", `${message} ${howToInstall("git-daemon")}`, 501);
  });
  return program;
}

/** The variables of https://www.rfc-editor.org/rfc/rfc3875, as git reads them. What clients say is only ever a value. */
function environmentOf(request: BackendRequest): Record<string, string> {
  const { folder, method, path, service, contentType, contentEncoding, protocol, user } = request;
  return {
    ...gitEnvironment([
      // Nothing goes on in the background after the answer.
      ["receive.autogc", "false"],
      ["gc.auto", "0"],
    ]),
    GIT_PROJECT_ROOT: dirname(folder),
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/${basename(folder)}/${path}`,
    REQUEST_METHOD: method,
    QUERY_STRING: service === undefined ? "" : `service=${service}`,
    REMOTE_USER: user,
    REMOTE_ADDR: "127.0.0.1",
    ...(contentType !== undefined && { CONTENT_TYPE: contentType }),
    ...(contentEncoding !== undefined && { HTTP_CONTENT_ENCODING: contentEncoding }),
    ...(protocol !== undefined && { GIT_PROTOCOL: protocol }),
  };
}

/** Bytes: the head of an answer has some lines. */
const longestHead = 65_536;

/** Headers, an empty line, and what is streamed on. */
async function readAnswer(stdout: Readable): Promise<BackendAnswer> {
  const chunks: AsyncIterator<Buffer> = stdout[Symbol.asyncIterator]();
  let read: Buffer = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const { value, done } = await chunks.next();
    if (done || read.length > longestHead) throw new Error("git's http-backend gave no answer.");
    read = Buffer.concat([read, value]);
    end = read.indexOf("\r\n\r\n");
  }
  const headers = headersIn(read.toString("latin1", 0, end));
  const { Status: status = "200 OK", ...others } = headers;
  const body = Readable.from(joined(read.subarray(end + 4), chunks), { objectMode: false });
  body.once("close", () => stdout.destroy());
  return { status: Number.parseInt(status, 10), headers: others, body };
}

function headersIn(head: string): Record<string, string> {
  const lines = head.split("\r\n").map((line) => /^([\w-]+): *(.*)$/.exec(line));
  return Object.fromEntries(lines.flatMap((line) => (line ? [[line[1] ?? "", line[2] ?? ""]] : [])));
}

/** What has been read of something, and the rest of it. */
export async function* joined(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => chunks };
}
