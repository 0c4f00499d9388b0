import type { Action } from "../kinds/index.js";
import { deployProjectsOf, type Pipeline } from "../pipeline/index.js";

/** Where a pipeline's Terraform holds its parts. The rooms of the stack write these names; a test compares the two. */
export interface StackAddresses {
  /** By the names of projects. */
  readonly projects: ReadonlyMap<string, string>;
  /** By the names of roles. */
  readonly roles: ReadonlyMap<string, string>;
  /** By the names of topics. */
  readonly topics: ReadonlyMap<string, string>;
}

export function stackAddresses(pipeline: Pipeline): StackAddresses {
  const { build, roles, environments } = pipeline;
  const tests = environments.flatMap((environment) =>
    environment.tests.map((test) => ({ test, module: `module.${environment.identifier}` })),
  );
  const deployments = deploymentsOf(pipeline);
  const asked = environments.flatMap(({ identifier, approval }) =>
    approval?.topicName
      ? [[approval.topicName, `module.${identifier}.aws_sns_topic.approval[0]`] as const]
      : [],
  );
  return {
    projects: new Map([
      ...(build ? [[build.name, 'module.build_project.aws_codebuild_project.this["build"]'] as const] : []),
      ...deployments.map(({ project, address }) => [project.name, address.project] as const),
      ...tests.map(
        ({ test, module }) =>
          [
            test.name,
            `${module}.module.projects.aws_codebuild_project.this[${JSON.stringify(test.key)}]`,
          ] as const,
      ),
    ]),
    roles: new Map([
      [roles.pipeline, "aws_iam_role.pipeline"],
      ...(build ? [[roles.build, "aws_iam_role.build"] as const] : []),
      ...deployments.map(({ project, address }) => [project.role, address.role] as const),
      ...tests.map(
        ({ test, module }) =>
          [test.role, `${module}.aws_iam_role.tests[${JSON.stringify(test.role)}]`] as const,
      ),
    ]),
    topics: new Map(asked),
  };
}

/** The projects that deployments run, and where each and its role stand. */
function deploymentsOf({ environments }: Pipeline) {
  return environments.flatMap((environment) =>
    deployProjectsOf(environment).map((project) => {
      const module = `module.${environment.identifier}`;
      const made = `${module}.module.deployment_projects[0].aws_codebuild_project`;
      const address = {
        project: `${made}.this["${project.step}"]`,
        role: `${module}.aws_iam_role.deployment["${project.role}"]`,
      };
      return { project, address };
    }),
  );
}

/** What of the stack makes an action: its place in the pipeline, and what it runs or tells. */
export function addressesOfAction(
  { project, configuration }: Action,
  [stage, action]: readonly [number, number],
  { projects, topics }: StackAddresses,
): string[] {
  const topic = configuration.NotificationArn;
  const told = typeof topic === "object" ? topics.get(topic.resource) : undefined;
  const run = project === undefined ? undefined : projects.get(project);
  return [
    `aws_codepipeline.pipeline.stage[${stage}].action[${action}]`,
    ...[run, told].filter((address) => address !== undefined),
  ];
}
