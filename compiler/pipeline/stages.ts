import type { Source } from "../item/index.js";
import { distinctNames, waveName } from "./names.js";
import type { Action, Deployment, Project, Stage } from "./pipeline.js";

interface Parts {
  readonly source: Source;
  readonly build: Project;
  /** The environments that are deployed side by side, in order; none of the waves is empty. */
  readonly waves: readonly Wave[];
}

type Wave = readonly Deployment[];

/** The artifact of the application's source and of its build. */
const sourceArtifact = "Source";
const buildArtifact = "BuildOutput";

/** The stages in order: sources, build, then approvals and deployment of each wave. */
export function stagesOf({ source, build, waves }: Parts): Stage[] {
  const tests = namedTests(waves.flat());
  return [
    { name: "Source", actions: sourceActions(source, tests) },
    { name: "BuildArtifact", actions: [buildAction(build)] },
    ...withDistinctNames(waves.flatMap((wave) => [...approvalStage(wave), deployStage(wave, tests)])),
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
  readonly key: string;
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
  return tests.map(({ environment, test, key, source, name }, index) => ({
    environment,
    test,
    key,
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

/** The approvals of a wave are asked together, and all of them must be given. */
function approvalStage(wave: Wave): Stage[] {
  const actions = wave.flatMap(({ name, approval }): Action[] =>
    approval ? [{ kind: "approval", name: `${name}Approval`, runOrder: 1, environment: name, approval }] : [],
  );
  return actions.length > 0 ? [{ name: `${nameOf(wave)}DeploymentApproval`, actions }] : [];
}

function deployStage(wave: Wave, tests: readonly NamedTest[]): Stage {
  const actions = wave.flatMap(({ name }) =>
    deployActions(
      name,
      tests.filter(({ environment }) => environment === name),
    ),
  );
  return { name: `BuildAndDeployTo${nameOf(wave)}`, actions };
}

function nameOf(wave: Wave): string {
  return waveName(wave.map(({ name }) => name));
}

function deployActions(environment: string, tests: readonly NamedTest[]): Action[] {
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
    ({ test, key, project, artifact }): Action => ({
      kind: "test",
      name: `Run${environment}${test}Tests`,
      runOrder: 3,
      environment,
      test,
      key,
      project,
      input: artifact,
    }),
  );
  return [create, execute, ...runs];
}
