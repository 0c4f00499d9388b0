import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execa } from "execa";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** YAML's language server, as an editor runs it, and talks to it in frames of JSON-RPC over its standard streams. */
export class LanguageServer {
  readonly #process = execa("node", [program(), "--stdio"], { reject: false, buffer: false });
  readonly #heard: Message[] = [];
  readonly #waiting = new Set<() => void>();
  #rest = Buffer.alloc(0);
  #lastId = 0;

  constructor() {
    this.#process.stdout.on("data", (chunk: Buffer) => this.#take(chunk));
  }

  async request(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId;
    this.#send({ id, method, params });
    return (await this.heard((message) => message.id === id && message.method === undefined)).result;
  }

  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  /** The first message of this kind, also one that has come already. */
  async heard(isIt: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const message = this.#heard.find(isIt);
      if (message) return message;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async close(): Promise<void> {
    this.#process.kill();
    await this.#process;
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = this.#rest.indexOf("\r\n\r\n");
      const [, length] =
        /Content-Length: (\d+)/i.exec(this.#rest.subarray(0, Math.max(0, end)).toString()) ?? [];
      const from = end + 4;
      if (end < 0 || length === undefined || this.#rest.length < from + Number(length)) return;
      this.#answer(JSON.parse(this.#rest.subarray(from, from + Number(length)).toString()));
      this.#rest = this.#rest.subarray(from + Number(length));
    }
  }

  /** What the server asks of an editor is answered with nothing, or it would wait. */
  #answer(message: Message): void {
    if (message.id !== undefined && message.method !== undefined)
      this.#send({ id: message.id, result: null });
    this.#heard.push(message);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

function program(): string {
  const manifest = createRequire(import.meta.url).resolve("yaml-language-server/package.json");
  return join(dirname(manifest), "bin", "yaml-language-server");
}
