import { randomUUID } from "node:crypto";
import type { Identity } from "../emulator/identity.js";
import type { Service, ServiceAnswer } from "../service.js";
import { callerOf } from "./authenticate.js";
import type { Call } from "./call.js";
import type { Answer } from "./message.js";

/** The services that answer in the emulator's place, by the prefix of `X-Amz-Target` or, of REST services, by their name. */
export class Routes {
  readonly #services = new Map<string, Service>();
  readonly #restServices = new Map<string, Service>();
  #git: Service["git"];

  add(services: readonly Service[]): void {
    for (const service of services) {
      for (const target of service.targets) this.#services.set(target, service);
      if (service.signingName !== undefined) this.#restServices.set(service.signingName, service);
      this.#git ??= service.git;
    }
  }

  /** What answers git's own protocol, if something does. */
  get git(): Service["git"] {
    return this.#git;
  }

  serviceFor(call: Call): Service | undefined {
    if (call.target !== undefined) return this.#services.get(call.target);
    return call.protocol === "rest-json" ? this.#restServices.get(call.service) : undefined;
  }
}

/** Lets a service answer a call, whose caller has proven who it is. */
export async function answerWith(service: Service, call: Call, identity: Identity): Promise<Answer> {
  const answer = await service.answer({
    target: call.target ?? "",
    operation: call.action,
    region: call.region,
    caller: callerOf(call.credential?.accessKeyId ?? "", identity),
    body: call.request.body?.toString() ?? "",
    ...(call.target === undefined && { url: call.request.url }),
  });
  return jsonAnswer(answer, call.target === undefined ? "application/json" : "application/x-amz-json-1.1");
}

function jsonAnswer({ status, body: value }: ServiceAnswer, contentType: string): Answer {
  const body = Buffer.from(JSON.stringify(value ?? {}));
  return {
    status,
    headers: [
      ...["Content-Type", contentType, "Content-Length", String(body.length)],
      ...["x-amzn-RequestId", randomUUID()],
    ],
    body,
  };
}
