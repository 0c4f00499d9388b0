export type { Call, Protocol } from "./call.js";
export type { CallPattern, Effect, Failure, Fault, Hook, InjectedFault, Occurrence } from "./faults.js";
export { Faults } from "./faults.js";
export { type Gateway, type GatewayOptions, startGateway } from "./gateway.js";
export type { Identify } from "./identities.js";
export type { Answer, Request } from "./message.js";
export type { Patch } from "./patch.js";
export { createPatches } from "./patches/index.js";
export { type CallRecord, Records } from "./records.js";
