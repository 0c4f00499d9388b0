import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";

/** Actions of one service on resources, by a name. */
export type Grant = readonly [
  sid: string,
  service: string,
  actions: readonly string[],
  resources: readonly string[],
];

export function allow([Sid, service, actions, Resource]: Grant): Statement {
  return { Sid, Effect: "Allow", Action: actions.map((action) => `${service}:${action}`), Resource };
}
