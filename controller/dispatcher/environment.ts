import type { Limits } from "./ensure-builds.js";

export interface DispatcherEnvironment {
  readonly table: string;
  readonly ledger: string;
  readonly project: string;
  readonly limits: Limits;
}

/** What the control plane tells its functions. Throws one error that names all that is missing or wrong. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): DispatcherEnvironment {
  const problems: string[] = [];
  const text = (name: string) => {
    if (!env[name]) problems.push(`${name} is missing`);
    return env[name] ?? "";
  };
  const count = (name: string) => {
    const value = Number(text(name));
    if (env[name] && !(Number.isInteger(value) && value > 0)) {
      problems.push(`${name} is ${JSON.stringify(env[name])}, not a whole number from 1`);
    }
    return value;
  };
  const environment = {
    table: text("STAGEWRIGHT_TABLE"),
    ledger: text("STAGEWRIGHT_LEDGER"),
    project: text("STAGEWRIGHT_PROJECT"),
    limits: {
      builds: count("STAGEWRIGHT_BUILDS"),
      pipelinesPerBuild: count("STAGEWRIGHT_PIPELINES_PER_BUILD"),
    },
  };
  if (problems.length > 0)
    throw new Error(`The function's environment is not sound: ${problems.join("; ")}.`);
  return environment;
}
