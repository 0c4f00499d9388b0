import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answer, type ContentKind } from "./answers.js";
import { cookieName, type Gate, judge } from "./gate.js";
import type { Viewers } from "./viewers.js";

export interface Served {
  /** With the token. */
  readonly url: string;
  close(): Promise<void>;
}

/** What is behind the gate. */
export interface Contents {
  /** By their path: the page itself is at the empty one. */
  readonly files: ReadonlyMap<string, { readonly kind: ContentKind; readonly text: string }>;
  readonly viewers: Viewers;
  /** JSON of one pipeline, by its id; undefined where there is none of it. */
  details(id: string): Promise<unknown>;
}

/** Serves a board on the loopback address, where `port` says or anywhere. Throws what `listen` refuses. */
export async function serve(contents: Contents, port = 0): Promise<Served> {
  const server = createServer();
  const secret = () => randomBytes(24).toString("base64url");
  await listen(server, port);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The board has no port.");
  const gate: Gate = { port: address.port, folder: `/${secret()}/`, token: secret() };
  server.on("request", (request, response) => {
    handle(request, response, gate, contents).catch(() => response.destroy());
  });
  return {
    url: `http://127.0.0.1:${gate.port}${gate.folder}?token=${gate.token}`,
    close: async () => {
      contents.viewers.end();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  gate: Gate,
  contents: Contents,
): Promise<void> {
  const passage = judge(request, gate);
  if ("words" in passage) {
    const more = passage.status === 405 ? { Allow: "GET" } : {};
    answer(response, passage.status, "text", `${passage.words}\n`, more);
  } else if ("isFirst" in passage) {
    const cookie = `${cookieName}=${gate.token}; Path=${gate.folder}; HttpOnly; SameSite=Strict`;
    answer(response, 303, "text", "", { Location: gate.folder, "Set-Cookie": cookie });
  } else await show(passage.path, response, contents);
}

async function show(path: string, response: ServerResponse, contents: Contents): Promise<void> {
  const file = contents.files.get(path);
  if (file) return answer(response, 200, file.kind, file.text);
  if (path === "events") {
    if (!contents.viewers.add(response)) answer(response, 503, "text", "Too many look at this board.\n");
    return;
  }
  const [, id] = /^pipelines\/([\w.-]+)$/.exec(path) ?? [];
  const details = id === undefined ? undefined : await contents.details(id);
  if (details === undefined) answer(response, 404, "text", "There is nothing here.\n");
  else answer(response, 200, "json", JSON.stringify(details));
}
