import { randomUUID } from "node:crypto";
import type { Identity } from "../emulator/identity.js";
import type { Service } from "../service.js";
import { callerOf } from "./authenticate.js";
import type { Call } from "./call.js";
import type { Answer } from "./message.js";

/** The services that answer in the emulator's place, by the prefix of `X-Amz-Target`. */
export class Routes {
  readonly #services = new Map<string, Service>();

  add(services: readonly Service[]): void {
    for (const service of services) {
      for (const target of service.targets) this.#services.set(target, service);
    }
  }

  serviceFor(call: Call): Service | undefined {
    return call.target === undefined ? undefined : this.#services.get(call.target);
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
  });
  return jsonAnswer(answer.status, answer.body);
}

function jsonAnswer(status: number, value: unknown): Answer {
  const body = Buffer.from(JSON.stringify(value ?? {}));
  return {
    status,
    headers: [
      ...["Content-Type", "application/x-amz-json-1.1", "Content-Length", String(body.length)],
      ...["x-amzn-RequestId", randomUUID()],
    ],
    body,
  };
}
