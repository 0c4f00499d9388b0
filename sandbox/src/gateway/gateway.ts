import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Identity } from "../emulator/identity.js";
import type { Service } from "../service.js";
import { type Call, isReadWhole, readCall } from "./call.js";
import { answerControl, controlPath } from "./control.js";
import { deliver, discard, type Outcome } from "./deliver.js";
import { errorAnswer, throttlings } from "./errors.js";
import { type Effect, Faults, type FiredFault } from "./faults.js";
import { type Identify, Identities } from "./identities.js";
import type { Mend } from "./mend.js";
import type { Answer, Request } from "./message.js";
import { type CallRecord, Records } from "./records.js";
import { answerWith, Routes } from "./routes.js";
import { readWhole, Upstream } from "./upstream.js";

export interface GatewayOptions {
  /** The emulator's address: `http://127.0.0.1:PORT`. */
  readonly upstream: string;
  readonly identify: Identify;
  /** What answers in the emulator's place; more can be added later, as long as nobody calls them. */
  readonly services?: readonly Service[];
  /** The first mend that matches a call answers it. */
  readonly mends?: readonly Mend[];
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
  const switchboard = new Switchboard(options);
  const server = createServer((incoming, response) => switchboard.take(incoming, response));
  server.on("checkContinue", (incoming, response) => switchboard.take(incoming, response, true));
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records: switchboard.records,
    faults: switchboard.faults,
    serve: (services) => switchboard.routes.add(services),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        switchboard.upstream.close();
      }),
  };
}

/** Connects each call with what answers it. */
class Switchboard {
  readonly records = new Records();
  readonly faults = new Faults();
  readonly routes = new Routes();
  readonly upstream: Upstream;
  readonly #identities: Identities;
  readonly #mends: readonly Mend[];

  constructor({ upstream, identify, services = [], mends = [] }: GatewayOptions) {
    this.upstream = new Upstream(upstream);
    this.#identities = new Identities(identify);
    this.#mends = mends;
    this.routes.add(services);
  }

  take(incoming: IncomingMessage, response: ServerResponse, awaitsContinue = false): void {
    const isOwn = incoming.url?.startsWith(controlPath);
    const done = isOwn
      ? answerControl(incoming, response, this)
      : this.#connect(incoming, response, awaitsContinue);
    // A client that goes away while its request is read has nobody to tell.
    done.catch(() => response.destroy());
  }

  async #connect(
    incoming: IncomingMessage,
    response: ServerResponse,
    awaitsContinue: boolean,
  ): Promise<void> {
    const [time, started] = [Date.now(), performance.now()];
    const call = readCall(await readRequest(incoming, response, awaitsContinue));
    const identity = await this.#identityOf(call);
    const fired = this.faults.fire(call, identity?.arn);
    const outcome = await this.#answer({ call, identity, incoming, response }, fired);
    const duration = performance.now() - started;
    this.records.add({ time, duration, ...describe(call, identity), ...outcome, ...nameOf(fired) });
  }

  /** A caller that cannot be found out is for the emulator to judge. */
  async #identityOf({ credential }: Call): Promise<Identity | undefined> {
    return credential && this.#identities.of(credential.accessKeyId).catch(() => undefined);
  }

  async #answer(line: Line, fired: readonly FiredFault[]): Promise<Outcome> {
    const { call, response } = line;
    const effect = await settle(call, fired);
    if (!effect) return deliver(await this.#obtain(line), response);
    if ("fail" in effect) return deliver(errorAnswer(call, effect.fail), response);
    if ("throttle" in effect) return deliver(errorAnswer(call, throttlings[call.protocol]), response);
    if (effect.drop === "after") return discard(await this.#obtain(line), response);
    response.destroy();
    return {};
  }

  async #obtain({ call, identity, incoming, response }: Line): Promise<Answer | IncomingMessage> {
    try {
      const service = this.routes.serviceFor(call);
      if (service) return await answerWith(service, call, identity);
      const mend = this.#mends.find((candidate) => call.request.body && candidate.matches(call));
      if (mend) return await mend.answer(call, (request) => this.upstream.send(request), identity);
      return await this.upstream.pass(call.request, { incoming, response });
    } catch (error) {
      return errorAnswer(call, failureOf(error));
    }
  }
}

/** A call and whom to answer. */
interface Line {
  readonly call: Call;
  readonly identity: Identity | undefined;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

/** Waits out delays and hooks; what is left decides the answer. */
async function settle(call: Call, fired: readonly FiredFault[]): Promise<DecidingEffect | undefined> {
  let deciding: DecidingEffect | undefined;
  for (const { act } of fired) {
    if (typeof act === "function") await act(call);
    else if ("delay" in act) await sleep(act.delay);
    else deciding ??= act;
  }
  return deciding;
}

type DecidingEffect = Exclude<Effect, { readonly delay: number }>;

async function readRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  awaitsContinue: boolean,
): Promise<Request> {
  const { method = "GET", url = "/", rawHeaders: headers } = incoming;
  const head = { method, url, headers };
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
function failureOf(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const isUnreachable = error instanceof Error && "syscall" in error;
  return isUnreachable
    ? { code: "ServiceUnavailable", status: 503, message: `the emulator did not answer: ${message}` }
    : { code: "InternalFailure", status: 500, message };
}
