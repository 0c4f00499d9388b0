import type { ActionRun } from "../flow/index.js";
import { type ActionType, ofAws } from "./action-type.js";
import { invokeFunction } from "./lambda-run.js";

export const lambda: readonly ActionType[] = [
  ofAws("Invoke", "Lambda", {
    inputs: [0, 5],
    outputs: [0, 5],
    required: ["FunctionName"],
    optional: ["UserParameters"],
    execute: invokeFunction,
    timedOut: saysNothing,
  }),
];

/** As AWS tells of a function that ended, or died, without an answer. */
function saysNothing({ resolvedConfiguration = {} }: ActionRun): string {
  return `The AWS Lambda function ${resolvedConfiguration.FunctionName} failed to return a result. Check the function to verify that it has permission to call the PutJobSuccessResult action and that it made a call to PutJobSuccessResult.`;
}
