import { pointer } from "../../compiler/diagnostics/index.js";
import type { Pipeline } from "../../compiler/index.js";
import { type LaidOutEnvironment, type Layout, usualApprovalMinutes } from "../records/index.js";

/** Of a pipeline, what its events are read by. */
export function layoutOf({ stages, environments }: Pipeline): Layout {
  const [first] = stages;
  const [source] = first?.actions ?? [];
  return {
    source: { stage: first?.name ?? "", action: source?.name ?? "", artifact: source?.outputs[0] ?? "" },
    stages: stages.map(({ name }) => name),
    environments: environments.flatMap((environment) => environmentIn(stages, environment) ?? []),
  };
}

/**
 * An action says where in the item it comes from, sources of tests too. What deploys comes from the environment itself, whatever
 * its category is: Terraform deploys in builds.
 */
function environmentIn(
  stages: Pipeline["stages"],
  { name, accountId }: Pipeline["environments"][number],
): LaidOutEnvironment | undefined {
  const start = pointer("DeploymentConfigurations", name);
  const isOwn = (origin: string) => origin === start || origin.startsWith(`${start}/`);
  const stage = stages.find(({ actions }) => actions.some(({ origin }) => origin === start));
  if (!stage) return undefined;
  const actions = stage.actions.filter(({ origin }) => isOwn(origin));
  const deploys = actions.filter(({ origin }) => origin === start).at(-1);
  const asks = actions.find(({ category }) => category === "Approval");
  return {
    name,
    stage: stage.name,
    account: accountId,
    actions: actions.map((action) => action.name),
    deploys: deploys?.name ?? "",
    ...(asks && { approval: { action: asks.name, minutes: asks.timeoutMinutes ?? usualApprovalMinutes } }),
  };
}
