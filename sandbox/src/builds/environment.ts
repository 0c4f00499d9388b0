import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BuildspecEnvironment } from "./buildspec.js";
import { markVariable } from "./processes.js";

/** Where a buildspec's `parameter-store` and `secrets-manager` values come from. They throw a `BuildFailure`. */
export interface Resolvers {
  parameter(name: string): Promise<string>;
  /** `secret-id:json-key:version-stage:version-id`, the last three optional. */
  secret(reference: string): Promise<string>;
}

/** Variables from outside the buildspec. */
export interface GivenEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Values that must not show in the log. */
  readonly secrets?: readonly string[];
}

export interface EnvironmentRequest {
  readonly workDir: string;
  readonly sourceDir: string;
  readonly mark: string;
  readonly given: GivenEnvironment;
  readonly spec: BuildspecEnvironment;
  readonly resolve: Resolvers;
}

export interface PreparedEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Values that must not show in the log. */
  readonly secrets: readonly string[];
  readonly scratchDir: string;
}

/**
 * A build's variables: of this machine only `PATH`; home and temporary folder in the work folder. "The value in
 * the start build operation call takes highest precedence ... The value in the buildspec declaration takes
 * lowest" (build-spec-ref, env/variables).
 */
export async function buildEnvironment(request: EnvironmentRequest): Promise<PreparedEnvironment> {
  const { workDir, sourceDir, mark, given, spec, resolve } = request;
  const home = await makeFolder(workDir, "home");
  const temporary = await makeFolder(workDir, "tmp");
  const scratchDir = await makeFolder(workDir, "scratch");
  const parameters = await resolveAll(spec.parameterStore, given.variables, resolve.parameter);
  const secrets = await resolveAll(spec.secretsManager, given.variables, resolve.secret);
  return {
    variables: {
      PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
      LANG: "C.UTF-8",
      ...spec.variables,
      ...parameters,
      ...secrets,
      ...given.variables,
      HOME: home,
      TMPDIR: temporary,
      CODEBUILD_SRC_DIR: sourceDir,
      [markVariable]: mark,
    },
    secrets: [...Object.values(parameters), ...Object.values(secrets), ...(given.secrets ?? [])],
    scratchDir,
  };
}

async function makeFolder(workDir: string, name: string): Promise<string> {
  const folder = join(workDir, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** A variable that is given anyway is not looked up. */
async function resolveAll(
  references: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  resolve: (reference: string) => Promise<string>,
): Promise<Record<string, string>> {
  const wanted = Object.entries(references).filter(([name]) => given[name] === undefined);
  const values: Record<string, string> = {};
  for (const [name, reference] of wanted) values[name] = await resolve(reference);
  return values;
}
