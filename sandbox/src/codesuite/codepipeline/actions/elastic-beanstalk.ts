import { type ActionType, none, ofAws, one } from "./action-type.js";

export const elasticBeanstalk: readonly ActionType[] = [
  ofAws("Deploy", "ElasticBeanstalk", {
    inputs: one,
    outputs: none,
    required: ["ApplicationName", "EnvironmentName"],
    optional: [],
  }),
];
