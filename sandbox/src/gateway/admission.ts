import type { Identity } from "../emulator/identity.js";
import { authenticate } from "./authenticate.js";
import type { Call } from "./call.js";
import type { Failure } from "./faults.js";
import type { Identify } from "./identities.js";
import { headerOf, type Request } from "./message.js";
import { allowedOrigin } from "./strangers.js";
import { isPrivate, mayBeUnsigned } from "./unsigned.js";

/** Whoever has proven it, nobody where nobody is asked, or why a call goes no further. */
export type Admitted = { readonly identity?: Identity } | { readonly refused: Failure };

/** Lets calls pass, each by its signature. */
export class Admission {
  readonly #identify: Identify;
  readonly #allowOrigins: readonly string[];
  readonly #program: string;

  constructor(identify: Identify, allowOrigins: readonly string[], program: string) {
    this.#identify = identify;
    this.#allowOrigins = allowOrigins;
    this.#program = program;
  }

  async admit(call: Call): Promise<Admitted> {
    const { request, credential } = call;
    if (mayBeUnsigned(request) || this.#isPreflight(request)) return {};
    if (isPrivate(request)) return { refused: privatePath };
    const identity = credential && (await this.#identify(credential.accessKeyId));
    const refused = authenticate(call, identity, new Date());
    return refused ? { refused: this.#withHint(refused) } : { ...(identity && { identity }) };
  }

  #withHint(refused: Failure): Failure {
    const hint = `Credentials of the sandbox: eval "$(${this.#program} env)"`;
    return { ...refused, message: `${refused.message} ${hint}` };
  }

  /** A browser's question before a page's call, which it never signs; only of a page that may call. */
  #isPreflight(request: Request): boolean {
    const asks = request.method === "OPTIONS" && headerOf(request, "access-control-request-method");
    return Boolean(asks) && allowedOrigin(request, this.#allowOrigins) !== undefined;
  }
}

const privatePath: Failure = {
  code: "AccessDenied",
  status: 403,
  message: "This path is the emulator's own, and does not pass the sandbox.",
};
