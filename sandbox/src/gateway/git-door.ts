import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Identity } from "../emulator/identity.js";
import { told } from "../git-answer.js";
import type { GitAnswer, GitRequest } from "../service.js";
import { callerOf } from "./authenticate.js";
import { type GitCredential, proofOf, readGitCredential } from "./git-credential.js";
import type { Identify } from "./identities.js";
import { decodePathPart, headerOf, headerPairs, type Request, splitUrl } from "./message.js";
import type { Records } from "./records.js";
import type { Routes } from "./routes.js";

/** `/v1/repos/NAME`, and below it what git's clients ask for. */
const gitPath = /^(\/v1\/repos\/([^/]+))\/(info\/refs|HEAD|objects\/.*|git-[a-z-]+)$/;

export function isGitRequest({ url }: Request): boolean {
  return gitPath.test(splitUrl(url).path);
}

/** Where git's requests come from, and who waits for the answer. */
interface Connection {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly awaitsContinue: boolean;
}

interface GitDoorOptions {
  readonly identify: Identify;
  readonly routes: Routes;
  readonly records: Records;
  /** The name by which people call the command line. */
  readonly program: string;
}

/** Lets git in, which signs nothing, but shows a user's name and a password. */
export class GitDoor {
  readonly #options: GitDoorOptions;

  constructor(options: GitDoorOptions) {
    this.#options = options;
  }

  async take(head: Request, { incoming, response, awaitsContinue }: Connection): Promise<void> {
    const [time, started] = [Date.now(), performance.now()];
    const credential = readGitCredential(headerOf(head, "authorization"));
    const asked = credential && (await this.#identityOf(credential));
    if (awaitsContinue) response.writeContinue();
    const identity = asked instanceof Error ? undefined : asked;
    const answer =
      asked instanceof Error
        ? told(503, `The sandbox could not find out whose the access key is: ${asked.message}. Try again.`)
        : await this.#answer(head, incoming, credential, identity);
    await deliver(answer, incoming, response);
    const duration = performance.now() - started;
    const { status, region = "" } = answer;
    this.#options.records.add({ time, duration, status, region, ...describe(head, identity) });
  }

  /** The emulator, which knows, may be at its end or at its beginning. */
  async #identityOf({ accessKeyId }: GitCredential): Promise<Identity | Error | undefined> {
    return this.#options
      .identify(accessKeyId)
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  }

  async #answer(
    head: Request,
    incoming: IncomingMessage,
    credential: GitCredential | undefined,
    identity: Identity | undefined,
  ): Promise<GitAnswer> {
    const { git } = this.#options.routes;
    if (!git) return told(503, "The sandbox is starting.");
    if (!credential) return told(401, `The sandbox wants an access key and its secret. ${this.#hint()}`);
    const { base, repository, path, query } = partsOf(head);
    const host = (headerOf(head, "host") ?? "").replace(/:\d+$/, "");
    const countsIn = proofOf(credential, { host, path: base }, identity, new Date());
    if (!identity || !countsIn) {
      return told(401, `The access key, its session token or the password is not valid. ${this.#hint()}`);
    }
    const caller = callerOf(credential.accessKeyId, identity);
    const { method } = head;
    return git({ method, repository, path, query, headers: namesOf(head), caller, countsIn, body: incoming });
  }

  #hint(): string {
    return `Credentials of the sandbox: eval "$(${this.#options.program} env --git)"`;
  }
}

function partsOf({ url }: Request): Pick<GitRequest, "repository" | "path" | "query"> & { base: string } {
  const { path: whole, query } = splitUrl(url);
  const [, base = "", name = "", path = ""] = gitPath.exec(whole) ?? [];
  return { base, repository: decodePathPart(name), path, query };
}

function namesOf({ headers }: Request): Record<string, string> {
  return Object.fromEntries(headerPairs(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function describe(head: Request, identity: Identity | undefined) {
  const { repository, path, query } = partsOf(head);
  const program = path === "info/refs" ? query.get("service") : path;
  return {
    service: "codecommit",
    action: program === "git-receive-pack" ? "GitPush" : "GitPull",
    resource: repository,
    ...(identity && { account: identity.accountId, principal: identity.arn }),
  };
}

/** Git asks its user, or a helper, when it is told that it must say who it is. */
async function deliver(
  answer: GitAnswer,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = answer;
  const challenge = status === 401 && { "WWW-Authenticate": 'Basic realm="The sandbox\'s CodeCommit"' };
  response.writeHead(status, { ...headers, ...challenge });
  // What is still on its way goes nowhere, but is read, or the client would wait for it to be.
  if (status >= 400) incoming.resume();
  if (typeof body === "string" || Buffer.isBuffer(body)) response.end(body);
  else await pipeline(body, response).catch(() => {});
}
