import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Credentials } from "../../service.js";

/** Where one build finds its session, for as long as it runs. */
export interface SessionLease {
  /** The variables by which the SDKs, the AWS command line and Terraform find it. */
  readonly variables: Readonly<Record<string, string>>;
  /** What nobody else may read. */
  readonly token: string;
  end(): void;
}

/**
 * Gives builds their credentials as a container's own address does, which every SDK asks last. In variables they would beat
 * each profile that a build chooses: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export class CredentialsEndpoint {
  /** By token. */
  readonly #sessions = new Map<string, Credentials>();
  #server: Promise<Server> | undefined;

  async lend(session: Credentials): Promise<SessionLease> {
    this.#server ??= listen((request, response) => this.#answer(request, response));
    const { port } = (await this.#server).address() as AddressInfo;
    const token = randomBytes(32).toString("base64url");
    this.#sessions.set(token, session);
    return {
      variables: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
      },
      token,
      end: () => void this.#sessions.delete(token),
    };
  }

  async close(): Promise<void> {
    const server = await this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  #answer({ headers }: IncomingMessage, response: ServerResponse): void {
    const session = this.#sessions.get(headers.authorization ?? "");
    const body = session ? toldAs(session) : { code: "AccessDenied", message: "No build bears this token." };
    response.writeHead(session ? 200 : 403, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  }
}

function toldAs({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials): object {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: expiration?.toISOString(),
  };
}

/** It keeps no process alive that has nothing else to do. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(answer).unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return server;
}
