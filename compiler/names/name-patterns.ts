import { type EnvironmentRole, hashLength, type PipelineRole, roleHashLength, triggerName } from "./names.js";

/**
 * Names as patterns of IAM. They say how long the hash of a pipeline's id is: only so does `…-pipeline` leave out the
 * tests of an environment called `x-pipeline`, whose role ends in the same way.
 */
const anyId = `*--${"?".repeat(hashLength)}`;

/** Each pipeline of an installation, and nothing else; other names go on from it. */
export function anyPipeline(prefix: string): string {
  return `${prefix}-${anyId}`;
}

/** The rule that starts each pipeline of an installation, and nothing else. */
export function anyTrigger(prefix: string): string {
  return triggerName(anyPipeline(prefix));
}

/** The role of each pipeline of an installation, and nothing else. */
export function pipelineRolePattern(prefix: string, role: PipelineRole): string {
  return `${prefix}-${anyId}-${role}`;
}

/** The role of each environment of an installation's pipelines, and nothing else. */
export function environmentRolePattern(prefix: string, role: EnvironmentRole): string {
  return `${prefix}-${anyId}-${role}-*`;
}

/** The role of each test of an installation's pipelines, and no role of a stack of an environment called `tests`. */
export function testsRolePattern(prefix: string): string {
  return `${environmentRolePattern(prefix, "tests")}--${"?".repeat(roleHashLength)}`;
}

/** Whether a stack of CloudFormation bears the name of one that a pipeline of the installation deploys. */
export function isPipelineStack(name: string, prefix: string): boolean {
  const start = `${prefix}-`;
  const rest = new RegExp(`^.+--[a-z2-7]{${hashLength}}-.+-stack$`);
  return name.startsWith(start) && rest.test(name.slice(start.length));
}
