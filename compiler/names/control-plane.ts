/**
 * What the control plane calls its own: pipelines' names begin with `<namePrefix>-`, and as no prefix holds an underscore, a
 * policy for the one never reaches the other.
 */
export function controlPlaneName(namePrefix: string, what: string): string {
  return `${namePrefix}_control-${what}`;
}

/** The role, and the project, that keep pipelines as their items say. */
export function reconcilerName(namePrefix: string): string {
  return controlPlaneName(namePrefix, "reconciler");
}
