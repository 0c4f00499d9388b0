import { type ActionType, ofAws, one } from "./action-type.js";

export const inspectorScan: readonly ActionType[] = [
  ofAws("Invoke", "InspectorScan", {
    inputs: one,
    outputs: [0, 1],
    required: [],
    optional: [],
    unchecked: true,
    v2Only: true,
  }),
];
