import { type ActionType, none, ofAws, one } from "./action-type.js";

export const ecs: readonly ActionType[] = [
  ofAws("Deploy", "ECS", {
    inputs: one,
    outputs: none,
    required: ["ClusterName", "ServiceName"],
    optional: ["FileName", "DeploymentTimeout"],
  }),
];
