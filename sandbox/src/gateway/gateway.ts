import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultProgram } from "../branding.js";
import type { Identity } from "../emulator/identity.js";
import type { Service } from "../service.js";
import { Admission, type Admitted } from "./admission.js";
import { type Call, isReadWhole, readCall } from "./call.js";
import { answerControl, controlPath } from "./control.js";
import { deliver, discard, type Outcome } from "./deliver.js";
import { errorAnswer, throttlings } from "./errors.js";
import { type Effect, type Failure, Faults, type FiredFault } from "./faults.js";
import { GitDoor, isGitRequest } from "./git-door.js";
import { type Identify, Identities } from "./identities.js";
import type { Answer, Request } from "./message.js";
import type { Patch } from "./patch.js";
import { type CallRecord, Records } from "./records.js";
import { answerWith, Routes } from "./routes.js";
import { allowedOrigin, strangeness } from "./strangers.js";
import { readWhole, Upstream } from "./upstream.js";

export interface GatewayOptions {
  /** The emulator's address: `http://127.0.0.1:PORT`. */
  readonly upstream: string;
  /** What opens the emulator's door, and the gateway's own paths. */
  readonly secret: string;
  /** Web pages that may call; default none. */
  readonly allowOrigins?: readonly string[];
  readonly identify: Identify;
  /** What answers in the emulator's place; more can be added later, as long as nobody calls them. */
  readonly services?: readonly Service[];
  /** The first patch that matches a call answers it. */
  readonly patches?: readonly Patch[];
  /** Completes a connection, or throws; default: there are none. */
  readonly completeConnection?: (arn: string) => void;
  /** The name by which people call the command line, for hints. */
  readonly program?: string;
  /** Default: any free port. */
  readonly port?: number;
}

/** The one address that everything calls. */
export interface Gateway {
  readonly url: string;
  readonly records: Records;
  readonly faults: Faults;
  /** Routes calls to services that need the gateway's address before they can be made. */
  serve(services: readonly Service[]): void;
  /** Ends all connections. The services are their owner's to close. */
  close(): Promise<void>;
}

export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const handler = new RequestHandler(options);
  const server = createServer((incoming, response) => handler.take(incoming, response));
  server.on("checkContinue", (incoming, response) => handler.take(incoming, response, true));
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records: handler.records,
    faults: handler.faults,
    serve: (services) => handler.routes.add(services),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        handler.upstream.close();
      }),
  };
}

/** Connects each call with what answers it. */
class RequestHandler {
  readonly records = new Records();
  readonly faults = new Faults();
  readonly routes = new Routes();
  readonly upstream: Upstream;
  readonly secret: string;
  readonly program: string;
  readonly completeConnection: (arn: string) => void;
  readonly #allowOrigins: readonly string[];
  readonly #admission: Admission;
  readonly #git: GitDoor;
  readonly #patches: readonly Patch[];

  constructor(options: GatewayOptions) {
    const { upstream, secret, services = [], patches = [], allowOrigins = [] } = options;
    const identities = new Identities(options.identify);
    const identify: Identify = (accessKeyId) => identities.of(accessKeyId);
    this.upstream = new Upstream(upstream, secret);
    this.secret = secret;
    this.program = options.program ?? defaultProgram;
    this.completeConnection = options.completeConnection ?? noConnection;
    this.#allowOrigins = allowOrigins;
    this.#admission = new Admission(identify, allowOrigins, this.program);
    const { routes, records, program } = this;
    this.#git = new GitDoor({ identify, routes, records, program });
    this.#patches = patches;
    this.routes.add(services);
  }

  take(incoming: IncomingMessage, response: ServerResponse, awaitsContinue = false): void {
    // A client that goes away while its request is read has nobody to tell.
    this.#take(incoming, response, awaitsContinue).catch(() => response.destroy());
  }

  async #take(incoming: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): Promise<void> {
    const head = headOf(incoming);
    const strange = strangeness(head, this.#allowOrigins, this.program);
    if (strange) await deliver(errorAnswer(readCall(head), strange), response);
    else if (head.url.startsWith(controlPath)) await answerControl(incoming, response, this);
    else if (isGitRequest(head)) await this.#git.take(head, { incoming, response, awaitsContinue });
    else await this.#connect(head, { incoming, response, awaitsContinue });
  }

  async #connect(head: Request, connection: Connection): Promise<void> {
    const [time, started] = [Date.now(), performance.now()];
    const call = readCall(await readRequest(head, connection));
    const admitted = await this.#admit(call);
    const identity = "identity" in admitted ? admitted.identity : undefined;
    const fired = "refused" in admitted ? [] : this.faults.fire(call, identity?.arn);
    const exchange = { call, identity, ...connection, origin: allowedOrigin(head, this.#allowOrigins) };
    const outcome = await ("refused" in admitted
      ? refuse(exchange, admitted.refused)
      : this.#answer(exchange, fired));
    const duration = performance.now() - started;
    this.records.add({ time, duration, ...describe(call, identity), ...outcome, ...nameOf(fired) });
  }

  /** Who is behind a key, the emulator knows. */
  #admit(call: Call): Promise<Admitted> {
    return this.#admission.admit(call).catch((error) => ({ refused: unreachable(error) }));
  }

  async #answer(exchange: Exchange, fired: readonly FiredFault[]): Promise<Outcome> {
    const { call, response, origin } = exchange;
    const effect = await applyFaults(call, fired);
    if (!effect) return deliver(await this.#resolve(exchange), response, origin);
    if ("fail" in effect) return refuse(exchange, effect.fail);
    if ("throttle" in effect) return refuse(exchange, throttlings[call.protocol]);
    if (effect.drop === "after") return discard(await this.#resolve(exchange), response);
    response.destroy();
    return {};
  }

  async #resolve({ call, identity, incoming, response }: Exchange): Promise<Answer | IncomingMessage> {
    try {
      const service = identity && this.routes.serviceFor(call);
      if (service) return await answerWith(service, call, identity);
      const patch = identity && this.#patches.find((each) => call.request.body && each.matches(call));
      if (patch) return await patch.answer(call, (request) => this.upstream.send(request), identity);
      return await this.upstream.pass(call.request, { incoming, response });
    } catch (error) {
      return errorAnswer(call, failureOf(error));
    }
  }
}

function noConnection(arn: string): never {
  throw new Error(`There is no connection ${arn}.`);
}

/** Where a request comes from, and whom to answer. */
interface Connection {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly awaitsContinue: boolean;
}

/** A call, who has proven to make it, and the web page that may read the answer. */
interface Exchange extends Connection {
  readonly call: Call;
  readonly identity: Identity | undefined;
  readonly origin: string | undefined;
}

function refuse({ call, response, origin }: Exchange, failure: Failure): Promise<Outcome> | Outcome {
  return deliver(errorAnswer(call, failure), response, origin);
}

/** Waits out delays and hooks; what is left decides the answer. */
async function applyFaults(call: Call, fired: readonly FiredFault[]): Promise<DecidingEffect | undefined> {
  let deciding: DecidingEffect | undefined;
  for (const { act } of fired) {
    if (typeof act === "function") await act(call);
    else if ("delay" in act) await sleep(act.delay);
    else deciding ??= act;
  }
  return deciding;
}

type DecidingEffect = Exclude<Effect, { readonly delay: number }>;

function headOf({ method = "GET", url = "/", rawHeaders: headers }: IncomingMessage): Request {
  return { method, url, headers };
}

async function readRequest(
  head: Request,
  { incoming, response, awaitsContinue }: Connection,
): Promise<Request> {
  if (!isReadWhole(head)) return head;
  if (awaitsContinue) response.writeContinue();
  return { ...head, body: await readWhole(incoming) };
}

function describe(call: Call, identity: Identity | undefined): Omit<CallRecord, "time" | "duration"> {
  const { service, action, region, resource } = call;
  return {
    service,
    action,
    region,
    ...(resource && { resource }),
    ...(identity && { account: identity.accountId, principal: identity.arn }),
  };
}

function nameOf([first]: readonly FiredFault[]): Pick<CallRecord, "fault"> {
  return first ? { fault: first.id } : {};
}

/** The emulator is gone, or a service broke: neither is the caller's fault. */
function failureOf(error: unknown): Failure {
  const isUnreachable = error instanceof Error && "syscall" in error;
  return isUnreachable
    ? unreachable(error)
    : { code: "InternalFailure", status: 500, message: wordsOf(error) };
}

function unreachable(error: unknown): Failure {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const message = `The emulator did not answer: ${wordsOf(cause)}`;
  return { code: "ServiceUnavailable", status: 503, message };
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
