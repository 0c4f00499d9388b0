import type { ExecutionView, PipelineView, StageView } from "./views.js";

/** A stage by its own name, or by an environment that is deployed in it. */
export function stageNamed({ stages }: PipelineView, name: string): StageView | undefined {
  return (
    stages.find((stage) => stage.name === name) ??
    stages.find(({ environments }) => environments.includes(name))
  );
}

/** The executions whose id is this, or begins with it. */
export function executionsNamed({ executions }: PipelineView, id: string): ExecutionView[] {
  return executions.filter((execution) => execution.id.startsWith(id));
}

/** The executions that go on, and can be stopped. */
export function executionsInProgress({ executions }: PipelineView): ExecutionView[] {
  return executions.filter(({ status }) => status === "InProgress" || status === "Stopping");
}

/** The stages that can be tried again: what entered them last has failed there, or was stopped. */
export function stagesToRetry({ stages }: PipelineView): StageView[] {
  return stages.filter(({ status }) => status === "Failed" || status === "Stopped");
}

/**
 * Where a stage goes back to unless it is said: to what was live in it before what is live now. `succeeded`: the
 * executions that succeeded in it, the newest first. A rollback is no target of another one (CodePipeline user guide,
 * "Considerations for stage rollback"); what it went back to is live.
 */
export function rollbackTarget(
  { execution }: Pick<StageView, "execution">,
  succeeded: readonly ExecutionView[],
): ExecutionView | undefined {
  const latest = succeeded.find(({ id }) => id === execution);
  const live = latest?.rollbackTo ?? latest?.id;
  const targets = succeeded.filter(({ rollbackTo }) => rollbackTo === undefined);
  if (live === undefined) return targets[0];
  const at = targets.findIndex(({ id }) => id === live);
  return at < 0 ? undefined : targets[at + 1];
}
