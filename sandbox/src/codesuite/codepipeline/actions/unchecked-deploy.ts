import { type ActionType, none, ofAws, one } from "./action-type.js";

const details = { inputs: one, outputs: none, required: [], optional: [], unchecked: true } as const;

/** Providers of deployments whose configuration the sandbox takes as it is. */
export const uncheckedDeploy: readonly ActionType[] = [
  ...["EC2", "EKS", "Lambda"].map((provider) => ofAws("Deploy", provider, { ...details, v2Only: true })),
  ofAws("Deploy", "ServiceCatalog", details),
];
