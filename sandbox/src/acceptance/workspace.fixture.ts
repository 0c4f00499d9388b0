import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChildEnvironment } from "../../../toolchain/environment.js";
import { type ResourceChange, run } from "../../../toolchain/index.js";
import { plannedChanges } from "../../../toolchain/plan-events.js";
import type { Arguments } from "./resource-type.fixture.js";

/** One error of Terraform's, with the resource that it is about, where it says so. */
export interface Problem {
  readonly address: string;
  readonly message: string;
}

export interface Applied {
  readonly problems: readonly Problem[];
  readonly changes: readonly ResourceChange[];
}

export interface PlannedResource {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Arguments | null;
    readonly after: Arguments | null;
  };
}

/** Terraform in one folder, which is written anew for each step. No command throws: what went wrong is told by resource. */
export class Workspace {
  #imports = false;

  constructor(
    readonly program: string,
    readonly cwd: string,
    readonly env: ChildEnvironment,
  ) {}

  /** Resources by address, and the ids of those that are to be imported, by address. */
  async write(
    resources: Readonly<Record<string, Arguments>>,
    imports: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const byType: Record<string, Record<string, Arguments>> = {};
    for (const [address, values] of Object.entries(resources)) {
      const [type = "", label = ""] = address.split(".");
      byType[type] = { ...byType[type], [label]: values };
    }
    this.#imports = Object.keys(imports).length > 0;
    const asked = Object.entries(imports).map(([to, id]) => ({ to, id }));
    const configuration = { resource: byType, ...(asked.length > 0 && { import: asked }) };
    await writeFile(join(this.cwd, "main.tf.json"), JSON.stringify(configuration, undefined, 1));
  }

  apply(): Promise<Applied> {
    return this.#change("apply", "-auto-approve");
  }

  destroy(): Promise<Applied> {
    return this.#change("destroy", "-auto-approve");
  }

  /**
   * What is planned, value by value, imports included. A plan with errors tells what it came to. Values are asked for only
   * where there is something to tell, since every command reads the provider's whole schema.
   */
  async plan(): Promise<{ problems: readonly Problem[]; resources: readonly PlannedResource[] }> {
    const { problems, changes } = await this.#change("plan", "-out=plan");
    if (changes.length === 0 && !this.#imports) return { problems, resources: [] };
    const { stdout } = await this.#run("show", "-json", "plan");
    const resources = stdout.startsWith("{") ? (JSON.parse(stdout).resource_changes ?? []) : [];
    return { problems, resources };
  }

  /** What Terraform keeps of each resource, by address. */
  async state(): Promise<ReadonlyMap<string, Arguments>> {
    const text = await readFile(join(this.cwd, "terraform.tfstate"), "utf8");
    const resources: { type: string; name: string; instances: { attributes: Arguments }[] }[] =
      JSON.parse(text).resources;
    return new Map(
      resources.flatMap(({ type, name, instances }) =>
        instances.map(({ attributes }): [string, Arguments] => [`${type}.${name}`, attributes]),
      ),
    );
  }

  async #change(...args: string[]): Promise<Applied> {
    const { stdout, stderr, exitCode } = await this.#run(...args, "-json", "-input=false", "-parallelism=50");
    const problems = problemsIn(stdout);
    const silent = exitCode !== 0 && problems.length === 0;
    return {
      problems: silent ? [{ address: "", message: stderr || stdout.slice(-500) }] : problems,
      changes: plannedChanges(stdout),
    };
  }

  #run(...args: string[]) {
    return run(this.program, args, { cwd: this.cwd, env: this.env });
  }
}

function problemsIn(stdout: string): Problem[] {
  return stdout.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const { diagnostic } = JSON.parse(line);
    if (diagnostic?.severity !== "error") return [];
    const message = `${diagnostic.summary} ${diagnostic.detail ?? ""}`.trim();
    return [{ address: diagnostic.address ?? addressIn(message), message }];
  });
}

/** Errors of imports name their resource in the text alone. */
function addressIn(message: string): string {
  return /\baws_[a-z0-9_]+\.[a-z0-9-]+/.exec(message)?.[0] ?? "";
}
