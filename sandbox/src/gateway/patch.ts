import type { Identity } from "../emulator/identity.js";
import type { Call } from "./call.js";
import type { Answer, Request } from "./message.js";

/** Sends a request to the emulator and gives its whole answer. */
export type SendUpstream = (request: Request) => Promise<Answer>;

/** One thing that the emulator answers otherwise than AWS would, put right on the way. */
export interface Patch {
  readonly name: string;
  /** What the emulator does, what AWS does, and who needs the difference. */
  readonly why: string;
  /** Only calls whose body is read whole can be patched; see `isReadWhole`. */
  matches(call: Call): boolean;
  /** Answers the call, by way of the emulator as often as it takes; `identity` is its caller's, who has proven it. */
  answer(call: Call, send: SendUpstream, identity: Identity): Promise<Answer>;
}
