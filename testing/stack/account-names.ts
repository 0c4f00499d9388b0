import { deployProjectsOf, type Pipeline, testsRolesOf } from "../../compiler/pipeline/index.js";
import { stackNamesOf } from "../stacks-of.js";
import type { Kind, NamedResource } from "./names-in.js";
import { centralAccount } from "./resolve-stack.js";

/** Kinds whose names share one space in an account; those of stages and actions are a pipeline's own. */
const kinds: ReadonlySet<Kind> = new Set([
  "alias",
  "bucket",
  "event rule",
  "folder",
  "log group",
  "pipeline",
  "project",
  "role",
  "stack",
  "state key",
  "topic",
]);

export function isOfAccount({ kind }: NamedResource): boolean {
  return kinds.has(kind);
}

/**
 * The names that a pipeline takes in its accounts, from the model. A test holds them against the compiled
 * stack's own, so that what is shown of these, which cost little, is shown of those.
 */
export function accountNames(pipeline: Pipeline): NamedResource[] {
  const { id, name, roles, environments, trigger, build } = pipeline;
  const ofDeployments = environments.flatMap(deployProjectsOf);
  const own = [...(build ? [build] : []), ...ofDeployments, ...environments.flatMap(({ tests }) => tests)];
  const projects = own.map(({ name }) => name);
  return [
    ...named("alias", [`alias/${name}`]),
    ...named("bucket", [`${name}-${centralAccount}`]),
    ...named("event rule", trigger ? [pipeline.eventRule] : []),
    ...named("folder", [name]),
    ...named(
      "log group",
      projects.map((project) => `/aws/codebuild/${project}`),
    ),
    ...named("pipeline", [name]),
    ...named("project", projects),
    ...named("role", [roles.pipeline, ...(build ? [roles.build] : [])]),
    ...named(
      "role",
      ofDeployments.map(({ role }) => role),
    ),
    ...named(
      "role",
      environments.flatMap((environment) => testsRolesOf(environment).map(({ name }) => name)),
    ),
    ...named("stack", stackNamesOf(pipeline)),
    ...named("state key", [`pipelines/${id}/terraform.tfstate`]),
    ...named(
      "topic",
      environments.flatMap(({ approval }) => approval?.topicName ?? []),
    ),
  ];
}

function named(kind: Kind, names: readonly string[]): NamedResource[] {
  return names.map((name) => ({ kind, name }));
}
