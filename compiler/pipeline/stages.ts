import { pointer } from "../diagnostics/index.js";
import {
  type Action,
  type ActionSpec,
  approvalAction,
  type DeployAction,
  deployKind,
  type Project,
  projectAction,
  type Source,
  sourceKind,
  type Target,
} from "../kinds/index.js";
import { distinctNames, waveName } from "../names/index.js";
import { buildArtifact, deployedArtifact, sourceArtifact } from "./artifact-folder.js";
import type { DeployedTest, Stage, TargetEnvironment } from "./pipeline.js";
import { RunOrders } from "./run-orders.js";
import { actionCharacter, nameAt } from "./test-names.js";

interface Parts {
  readonly source: Source;
  /** Absent, the source is deployed as it is. */
  readonly build: Project | undefined;
  readonly waves: readonly Wave[];
  /** How many tests of a wave run side by side. */
  readonly parallelTests: number;
}

/** An environment beside what its deployment is bound to. */
export interface BoundEnvironment {
  readonly environment: TargetEnvironment;
  readonly target: Target;
}

type Wave = readonly BoundEnvironment[];

/** The stages in order: sources, build, then one for each wave. */
export function stagesOf({ source, build, waves, parallelTests }: Parts): Stage[] {
  const testSources = waves.flat().flatMap(({ environment }) => testSourceActions(environment));
  return [
    { name: "Source", actions: [applicationAction(source), ...testSources] },
    ...(build ? [{ name: "BuildArtifact", actions: [buildAction(build)] }] : []),
    ...withDistinctNames(waves.map((wave) => deployStage(wave, deployedArtifact({ build }), parallelTests))),
  ];
}

/** An environment called `AAndB` and a wave of `A` and `B` want one name for their stages. */
function withDistinctNames(stages: readonly Stage[]): Stage[] {
  const wanted = stages.map(({ name, actions }) => ({
    parts: [name, ...actions.map(({ name }) => name)],
    name,
  }));
  const names = distinctNames(wanted, actionCharacter);
  return stages.map((stage, index) => ({ ...stage, name: nameAt(names, index) }));
}

/** What is the same for every action, around what its kind says. */
function actionOf(
  spec: ActionSpec,
  own: Pick<Action, "name" | "category" | "origin"> & Partial<Action>,
): Action {
  return { runOrder: 1, inputs: [], outputs: [], ...spec, ...own };
}

function applicationAction(source: Source): Action {
  return actionOf(withStart(sourceKind(source.type).action(source, true)), {
    name: "ApplicationRepo",
    category: "Source",
    outputs: [sourceArtifact],
    namespace: "SourceArtifacts",
    origin: "",
  });
}

function withStart(spec: ActionSpec): ActionSpec {
  return { ...spec, summary: `${spec.summary}, starts the pipeline` };
}

function testSourceActions({ name, tests }: TargetEnvironment): Action[] {
  return tests.map(({ source, sourceAction, artifact, test }) =>
    actionOf(sourceKind(source.type).action(source, false), {
      name: sourceAction,
      category: "Source",
      outputs: [artifact],
      origin: originOf(name, "Tests", test),
    }),
  );
}

function buildAction(build: Project): Action {
  return actionOf(projectAction(build), {
    name: "ApplicationBuild",
    category: "Build",
    inputs: [sourceArtifact],
    outputs: [buildArtifact],
    origin: "",
  });
}

/**
 * A wave: what each environment's deployment prepares, then the approvals of all, then the deployments, and after each
 * of them the tests of its environment as many side by side as CodeBuild has room for. One stage holds them all, since CodePipeline lets no other execution
 * into a stage before this one has left it: what was prepared is what is approved and deployed.
 */
function deployStage(wave: Wave, input: string, parallelTests: number): Stage {
  const orders = new RunOrders(parallelTests);
  const deployments = wave.map((bound) => ({ ...bound, deployed: deployActions(bound, input) }));
  const prepared = lastOf(deployments.flatMap(({ deployed }) => deployed.filter(({ prepares }) => prepares)));
  const asks = deployments.some(({ environment }) => environment.approval);
  const actions = deployments.flatMap(({ environment, target, deployed }) => {
    const later = asks ? 1 + prepared - lastOf(deployed.filter(({ prepares }) => prepares)) : 0;
    const timed = deployed.map((action) => (action.prepares ? action : postponed(action, later)));
    return [
      ...approvalActions(environment, target, prepared + 1),
      ...timed.map(({ prepares: _, ...action }) => action),
      ...environment.tests.map((test) => testAction(environment.name, test, orders.next(lastOf(timed) + 1))),
    ].sort((a, b) => a.runOrder - b.runOrder);
  });
  return { name: `BuildAndDeployTo${nameOf(wave)}`, actions };
}

/** The run order of the last of some actions; 0 of none. */
function lastOf(actions: readonly Pick<Action, "runOrder">[]): number {
  return Math.max(0, ...actions.map(({ runOrder }) => runOrder));
}

function postponed<Timed extends Pick<Action, "runOrder">>(action: Timed, by: number): Timed {
  return { ...action, runOrder: action.runOrder + by };
}

function approvalActions(
  { name, approval, deployment }: TargetEnvironment,
  target: Target,
  runOrder: number,
): Action[] {
  if (!approval) return [];
  const own = {
    name: `${name}Approval`,
    category: "Approval",
    origin: originOf(name, "ManualApproval"),
  } as const;
  const shown = deployKind(deployment.type).approvalText?.(target);
  return [actionOf(approvalAction(approval, shown), { ...own, runOrder })];
}

type Deployed = Action & Pick<DeployAction, "prepares">;

function deployActions({ environment, target }: BoundEnvironment, input: string): Deployed[] {
  const { name, deployment } = environment;
  const actions: readonly DeployAction[] = deployKind(deployment.type).actions(deployment, target);
  return actions.map(({ takesBuild, prepares, ...spec }) => ({
    prepares,
    ...actionOf(spec, {
      name: spec.name,
      runOrder: spec.runOrder,
      category: spec.category ?? "Deploy",
      inputs: takesBuild ? [input] : [],
      origin: originOf(name),
    }),
  }));
}

function testAction(environment: string, test: DeployedTest, runOrder: number): Action {
  return actionOf(projectAction(test), {
    name: `Run${environment}${test.test}Tests`,
    runOrder,
    category: "Test",
    inputs: [test.artifact],
    origin: originOf(environment, "Tests", test.test),
  });
}

function nameOf(wave: Wave): string {
  return waveName(wave.map(({ environment }) => environment.name));
}

function originOf(environment: string, ...below: readonly string[]): string {
  return pointer("DeploymentConfigurations", environment, ...below);
}
