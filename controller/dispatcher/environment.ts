import type { Limits } from "./ensure-builds.js";

/** What a function needs that has builds begin what is asked for. */
export interface BuildsEnvironment {
  readonly ledger: string;
  readonly project: string;
  readonly limits: Limits;
}

export interface DispatcherEnvironment extends BuildsEnvironment {
  readonly table: string;
}

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** What the control plane tells its functions, variable by variable. */
export class EnvironmentReader {
  readonly #problems: string[] = [];

  constructor(private readonly env: EnvironmentVariables) {}

  text(name: string): string {
    if (!this.env[name]) this.#problems.push(`${name} is missing`);
    return this.env[name] ?? "";
  }

  count(name: string): number {
    const value = Number(this.text(name));
    if (this.env[name] && !(Number.isInteger(value) && value > 0))
      this.#problems.push(`${name} is ${JSON.stringify(this.env[name])}, not a whole number from 1`);
    return value;
  }

  builds(): BuildsEnvironment {
    return {
      ledger: this.text("STAGEWRIGHT_LEDGER"),
      project: this.text("STAGEWRIGHT_PROJECT"),
      limits: {
        builds: this.count("STAGEWRIGHT_BUILDS"),
        pipelinesPerBuild: this.count("STAGEWRIGHT_PIPELINES_PER_BUILD"),
      },
    };
  }

  /** What was read. Throws one error that names all that is missing or wrong. */
  sound<T>(read: T): T {
    if (this.#problems.length === 0) return read;
    throw new Error(`The function's environment is not sound: ${this.#problems.join("; ")}.`);
  }
}

/** What the control plane tells the functions of the dispatcher. */
export function readEnvironment(env: EnvironmentVariables): DispatcherEnvironment {
  const reader = new EnvironmentReader(env);
  return reader.sound({ table: reader.text("STAGEWRIGHT_TABLE"), ...reader.builds() });
}
