import type { Source } from "../item/index.js";
import { distinctNames } from "./names.js";
import type { Action, Deployment, Project, Stage } from "./pipeline.js";

interface Parts {
  readonly source: Source;
  readonly build: Project;
  readonly environments: readonly Deployment[];
}

/** The artifact of the application's source and of its build. */
const sourceArtifact = "Source";
const buildArtifact = "BuildOutput";

/** The stages in order: sources, build, then approval and deployment of each environment. */
export function stagesOf({ source, build, environments }: Parts): Stage[] {
  const tests = namedTests(environments);
  return [
    { name: "Source", actions: sourceActions(source, tests) },
    { name: "BuildArtifact", actions: [buildAction(build)] },
    ...withDistinctNames(
      environments.flatMap((environment) => [
        ...approvalStage(environment),
        deployStage(
          environment,
          tests.filter((test) => test.environment === environment.name),
        ),
      ]),
    ),
  ];
}

/** `ADeploymentApproval` deployed and `BuildAndDeployToA` approved want one name for their stages. */
function withDistinctNames(stages: readonly Stage[]): Stage[] {
  const names = distinctNames(
    stages.map(({ name, actions }) => ({ parts: [name, actions[0]?.kind ?? ""], name })),
    actionCharacter,
  );
  return stages.map((stage, index) => ({ ...stage, name: names[index] ?? stage.name }));
}

/** A test with the names of its source action and its artifact, which differ from every other test's. */
interface NamedTest {
  readonly environment: string;
  readonly test: string;
  readonly source: Source;
  readonly project: string;
  readonly repoAction: string;
  readonly artifact: string;
}

/** Of names of stages and actions, and of artifacts (CodePipeline API reference). */
const actionCharacter = /[A-Za-z0-9.@_-]/;
const artifactCharacter = /[A-Za-z0-9_-]/;

function namedTests(environments: readonly Deployment[]): NamedTest[] {
  const tests = environments.flatMap((environment) =>
    environment.tests.map((test) => ({ ...test, environment: environment.name })),
  );
  const named = (shape: (name: string) => string, allowed: RegExp) =>
    distinctNames(
      tests.map(({ environment, test }) => ({ parts: [environment, test], name: shape(environment + test) })),
      allowed,
    );
  const repoActions = named((name) => `${name}TestRepo`, actionCharacter);
  const artifacts = named((name) => `${name}OutputArtifact`, artifactCharacter);
  return tests.map(({ environment, test, source, name }, index) => ({
    environment,
    test,
    source,
    project: name,
    repoAction: repoActions[index] ?? "",
    artifact: artifacts[index] ?? "",
  }));
}

function sourceActions(source: Source, tests: readonly NamedTest[]): Action[] {
  return [
    {
      kind: "source",
      name: "ApplicationRepo",
      runOrder: 1,
      source,
      output: sourceArtifact,
      application: true,
    },
    ...tests.map(
      (test): Action => ({
        kind: "source",
        name: test.repoAction,
        runOrder: 1,
        source: test.source,
        output: test.artifact,
        application: false,
      }),
    ),
  ];
}

function buildAction(build: Project): Action {
  return {
    kind: "build",
    name: "ApplicationBuild",
    runOrder: 1,
    project: build.name,
    input: sourceArtifact,
    output: buildArtifact,
  };
}

function approvalStage({ name, approval }: Deployment): Stage[] {
  if (!approval) return [];
  const action: Action = {
    kind: "approval",
    name: `${name}Approval`,
    runOrder: 1,
    environment: name,
    approval,
  };
  return [{ name: `${name}DeploymentApproval`, actions: [action] }];
}

function deployStage({ name: environment }: Deployment, tests: readonly NamedTest[]): Stage {
  const create: Action = {
    kind: "create-change-set",
    name: `Create${environment}ChangeSet`,
    runOrder: 1,
    environment,
    input: buildArtifact,
  };
  const execute: Action = {
    kind: "execute-change-set",
    name: `Deploy${environment}ChangeSet`,
    runOrder: 2,
    environment,
  };
  const runs = tests.map(
    ({ test, project, artifact }): Action => ({
      kind: "test",
      name: `Run${environment}${test}Tests`,
      runOrder: 3,
      environment,
      test,
      project,
      input: artifact,
    }),
  );
  return { name: `BuildAndDeployTo${environment}`, actions: [create, execute, ...runs] };
}
