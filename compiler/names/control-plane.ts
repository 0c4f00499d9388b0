/**
 * What the control plane calls its own: pipelines' names begin with `<namePrefix>-`, and as no prefix holds an underscore, a
 * policy for the one never reaches the other.
 */
export function controlPlaneName(namePrefix: string, what: string): string {
  return `${namePrefix}_control-${what}`;
}

/**
 * The role by which EventBridge starts the pipelines of an installation: one for all of them, since IAM allows an account
 * a thousand roles.
 */
export function starterName(namePrefix: string): string {
  return controlPlaneName(namePrefix, "starter");
}

/** The role, and the project, that keep pipelines as their items say. */
export function reconcilerName(namePrefix: string): string {
  return controlPlaneName(namePrefix, "reconciler");
}
