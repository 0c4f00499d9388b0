import { type Problem, pointer } from "../diagnostics/index.js";
import type { Pipeline } from "./pipeline.js";

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
  return meetings([...environments.map(roleOf), ...environments.flatMap(projectsOf)]);
}

const base = "/DeploymentConfigurations";

function roleOf({ name, testsRole }: Pipeline["environments"][number]): Named {
  return { path: base + pointer(name), owner: `the environment ${name}`, name: testsRole };
}

function projectsOf({ name: environment, tests }: Pipeline["environments"][number]): Named[] {
  return tests.map(({ test, name }) => ({
    path: `${base + pointer(environment)}/Tests${pointer(test)}`,
    owner: `the test ${test} of ${environment}`,
    name,
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
