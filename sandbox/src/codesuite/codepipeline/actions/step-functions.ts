import { type ActionType, ofAws } from "./action-type.js";

export const stepFunctions: readonly ActionType[] = [
  ofAws("Invoke", "StepFunctions", {
    inputs: [0, 1],
    outputs: [0, 1],
    required: ["StateMachineArn"],
    optional: ["ExecutionNamePrefix", "InputType", "Input"],
  }),
];
