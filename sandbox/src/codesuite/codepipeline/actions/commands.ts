import { type ActionType, ofAws } from "./action-type.js";

const details = {
  inputs: [1, 10],
  outputs: [0, 1],
  required: [],
  optional: [],
  compute: true,
  v2Only: true,
} as const;

export const commands: readonly ActionType[] = [
  ofAws("Build", "Commands", details),
  ofAws("Compute", "Commands", details),
];
