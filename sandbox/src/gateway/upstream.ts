import { Agent, type IncomingMessage, request as openRequest, type ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { type Answer, type RawHeaders, type Request, withoutHeaders } from "./message.js";

/** Where a streamed request comes from, and who waits for its answer. */
export interface ClientConnection {
  readonly incoming: Readable;
  readonly response: ServerResponse;
}

/** The emulator behind the gateway, over connections that are kept. */
export class Upstream {
  readonly url: string;
  readonly #host: string;
  readonly #port: string;
  /** Idle connections end before the emulator would end them (75 s), so that none is used while it closes. */
  readonly #agent = new Agent({ keepAlive: true, timeout: 30_000 });

  readonly #secret: string;

  /** The secret opens the emulator's door; see emulator/door.py. */
  constructor(url: string, secret: string) {
    const { hostname, port } = new URL(url);
    this.url = url;
    this.#secret = secret;
    this.#host = hostname;
    this.#port = port;
  }

  /** Passes a request on and gives the answer's head; both bodies are streamed. The client's end ends the call. */
  pass(request: Request, { incoming, response }: ClientConnection): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = this.#open(request);
      outgoing.on("response", resolve).on("error", reject);
      outgoing.on("continue", () => response.writeContinue());
      // What is still on its way after the answer goes nowhere, but is read, or the client would wait for it to be.
      outgoing.on("response", (answer) =>
        answer.on("end", () => outgoing.writableFinished || outgoing.destroy()),
      );
      outgoing.on("close", () => incoming.unpipe(outgoing).resume());
      response.on("close", () => response.writableFinished || outgoing.destroy());
      if (request.body) outgoing.end(request.body);
      else incoming.pipe(outgoing);
    });
  }

  /** Asks for a whole answer. */
  async send(request: Request): Promise<Answer> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      this.#open(request).on("response", resolve).on("error", reject).end(request.body);
    });
    const body = await readWhole(answer);
    return { status: answer.statusCode ?? 0, headers: passedOn(answer.rawHeaders), body };
  }

  close(): void {
    this.#agent.destroy();
  }

  #open(request: Request) {
    const kept = withoutHeaders(passedOn(request.headers), [doorHeader.toLowerCase()]);
    const headers = [...kept, ...secureTransport, doorHeader, this.#secret];
    return openRequest({
      agent: this.#agent,
      host: this.#host,
      port: this.#port,
      method: request.method,
      path: request.url,
      headers: isWithoutBody(request) ? [...headers, "Content-Length", "0"] : headers,
    });
  }
}

const doorHeader = "X-Stagewright-Secret";

/** Headers without those that concern one connection only. */
export function passedOn(headers: RawHeaders): string[] {
  return [...withoutHeaders(headers, ["connection", "keep-alive", "proxy-connection"])];
}

export async function readWhole(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * AWS is called over TLS only: without this, policies that deny what `aws:SecureTransport` calls insecure would deny
 * every call. No signature covers it.
 */
const secureTransport = ["X-Forwarded-Proto", "https"];

/** Node would send these in chunks, of which there are none. */
function isWithoutBody({ method, headers }: Request): boolean {
  const hasLength = headers.some((name) => /^(content-length|transfer-encoding)$/i.test(name));
  return !hasLength && ["POST", "PUT", "PATCH"].includes(method);
}
