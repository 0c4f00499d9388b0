import { type Problem, pointer } from "../diagnostics/index.js";
import { buildArtifact, cutArtifact } from "./artifact-folder.js";
import { deployProjectsOf } from "./deploy-projects.js";
import type { Pipeline, TargetEnvironment } from "./pipeline.js";
import { testsRolesOf } from "./test-roles.js";

interface Named {
  readonly path: string;
  /** Such as `the environment Prod`. */
  readonly owner: string;
  readonly name: string;
}

/**
 * Whether no two names of a pipeline are one. The hashes of environments and tests are short, so that two names can be
 * looked for that share one.
 */
export function checkNames({ environments }: Pipeline): Problem[] {
  return [
    ...meetings([...environments.flatMap(rolesOf), ...environments.flatMap(projectsOf)]),
    ...environments.flatMap(checkArtifacts),
  ];
}

const base = "/DeploymentConfigurations";

function rolesOf(environment: TargetEnvironment): Named[] {
  const { name: own } = environment;
  const ofTests = testsRolesOf(environment).map(({ name, tests }) => ({
    path: base + pointer(own),
    owner: `the role of the tests ${tests.map(({ test }) => test).join(", ")} of ${own}`,
    name,
  }));
  const ofDeployment = deployProjectsOf(environment).map(({ step, role: name }) => ({
    path: base + pointer(own),
    owner: `the role of the ${step} of ${own}`,
    name,
  }));
  return [...ofTests, ...ofDeployment];
}

function projectsOf(environment: TargetEnvironment): Named[] {
  const { name: own, tests } = environment;
  const ofTests = tests.map(({ test, name }) => ({
    path: `${base + pointer(own)}/Tests${pointer(test)}`,
    owner: `the test ${test} of ${own}`,
    name,
  }));
  const ofDeployment = deployProjectsOf(environment).map(({ step, name }) => ({
    path: base + pointer(own),
    owner: `the ${step} of ${own}`,
    name,
  }));
  return [...ofTests, ...ofDeployment];
}

/** CodePipeline would keep such a test's source where the build writes what is deployed, and where tests do not read. */
function checkArtifacts({ name: environment, tests }: TargetEnvironment): Problem[] {
  const start = cutArtifact(buildArtifact);
  return tests
    .filter(({ artifact }) => cutArtifact(artifact) === start)
    .map(({ test, artifact }) => ({
      path: `${base + pointer(environment)}/Tests${pointer(test)}`,
      code: "pipeline.artifact-name",
      value: artifact,
      message: `The source of the test ${test} of ${environment} would be kept as ${artifact}, which begins like ${buildArtifact}: CodePipeline cuts names to ${start.length} characters.`,
      hint: "Rename the environment or the test.",
    }));
}

function meetings(all: readonly Named[]): Problem[] {
  const owners = new Map<string, string>();
  return all.flatMap(({ path, owner, name }) => {
    const other = owners.get(name);
    owners.set(name, other ?? owner);
    if (other === undefined) return [];
    return [
      {
        path,
        code: "pipeline.names-meet",
        value: name,
        message: `AWS would know ${owner} and ${other} by one name, ${name}: their names share a hash.`,
        hint: "Rename one of them.",
      },
    ];
  });
}
