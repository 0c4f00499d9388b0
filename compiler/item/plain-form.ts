import { type Problem, pointer } from "../diagnostics/index.js";
import { define, isObject, mapValues } from "./objects.js";

/**
 * The seed form repeats the environment's and the test's name in every key (`DeployAlpha`,
 * `RunAlphaGuiTests`); the plain form does not (`Deploy`, `Run`). Both may be mixed.
 * Here the seed's spelling is taken off; nothing else changes.
 */
export function toPlainForm(item: unknown): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const configurations = isObject(item) ? item.DeploymentConfigurations : undefined;
  if (!isObject(item) || !isObject(configurations))
    return { value: withBooleans(item, topBooleans), problems };
  const base = "/DeploymentConfigurations";
  const environments = mapValues(configurations, (environment, name) =>
    plainEnvironment(environment, name, base + pointer(name), problems),
  );
  return { value: withBooleans({ ...item, DeploymentConfigurations: environments }, topBooleans), problems };
}

/** The seed's spelling of an environment's keys. */
export function seedEnvironmentKeys(environment: string): Record<string, string> {
  return {
    [`${environment}AwsAccountId`]: "AwsAccountId",
    [`Deploy${environment}`]: "Deploy",
    [`ManualApproval${environment}`]: "ManualApproval",
  };
}

/** The seed's spelling of a test's keys. */
export function seedTestKeys(environment: string, test: string): Record<string, string> {
  const name = environment + test;
  return {
    [`Run${name}Tests`]: "Run",
    [`${name}TestRepository`]: "Repository",
    [`${name}TestBranch`]: "Branch",
    [`${name}TestBuildSpec`]: "BuildSpec",
    [`${name}TestBuildImage`]: "BuildImage",
  };
}

/** `AlphaGuiTests` in the environment `Alpha` is the test `Gui`; any other key is the test's name. */
export function testName(environment: string, key: string): string {
  const isSeed = key.startsWith(environment) && key.endsWith("Tests") && key.length > environment.length + 5;
  return isSeed ? key.slice(environment.length, -5) : key;
}

const topBooleans = ["Build", "Privileged"];
const environmentBooleans = ["Deploy", "ManualApproval"];
const testBooleans = ["Run", "Privileged"];

function plainEnvironment(environment: unknown, name: string, path: string, problems: Problem[]): unknown {
  if (!isObject(environment)) return environment;
  const plain = withBooleans(
    rename(environment, seedEnvironmentKeys(name), path, problems),
    environmentBooleans,
  );
  if (!isObject(plain) || !isObject(plain.Tests)) return plain;
  const names = Object.fromEntries(Object.keys(plain.Tests).map((key) => [key, testName(name, key)]));
  const tests = rename(plain.Tests, names, `${path}/Tests`, problems);
  return {
    ...plain,
    Tests: mapValues(tests, (test, kind) =>
      plainTest(test, name, kind, `${path}/Tests${pointer(kind)}`, problems),
    ),
  };
}

function plainTest(
  test: unknown,
  environment: string,
  kind: string,
  path: string,
  problems: Problem[],
): unknown {
  if (!isObject(test)) return test;
  return withBooleans(rename(test, seedTestKeys(environment, kind), path, problems), testBooleans);
}

function rename(
  from: Record<string, unknown>,
  names: Record<string, string>,
  path: string,
  problems: Problem[],
): Record<string, unknown> {
  const to: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(from)) {
    const name = Object.hasOwn(names, key) ? (names[key] ?? key) : key;
    if (Object.hasOwn(to, name)) problems.push(givenTwice(key, name, path));
    else define(to, name, value);
  }
  return to;
}

function givenTwice(key: string, name: string, path: string): Problem {
  return {
    path: path + pointer(key),
    code: "item.given-twice",
    value: key,
    message: `${name} is given twice: ${key} is another spelling of it.`,
    hint: `Keep ${name} and take the other one out.`,
  };
}

/** The seed writes `"true"` and `"false"` in quotes. */
function withBooleans(value: unknown, keys: readonly string[]): unknown {
  if (!isObject(value)) return value;
  const texts = keys.filter((key) => value[key] === "true" || value[key] === "false");
  if (texts.length === 0) return value;
  return { ...value, ...Object.fromEntries(texts.map((key) => [key, value[key] === "true"])) };
}
