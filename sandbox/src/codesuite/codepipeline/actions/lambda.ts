import { type ActionType, ofAws } from "./action-type.js";

export const lambda: readonly ActionType[] = [
  ofAws("Invoke", "Lambda", {
    inputs: [0, 5],
    outputs: [0, 5],
    required: ["FunctionName"],
    optional: ["UserParameters"],
  }),
];
