import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openToolchain, terraformIn } from "../../../toolchain/index.js";
import { startSandbox } from "../sandbox.js";
import { differences, isEqual, unlike } from "./arguments.fixture.js";
import { type Life, livesOf } from "./lives.fixture.js";
import { findProvider, startProvider } from "./provider.fixture.js";
import type { Arguments, ResourceType } from "./resource-type.fixture.js";
import { prepare } from "./surroundings.fixture.js";
import { type Problem, Workspace } from "./workspace.fixture.js";

/** What went otherwise than in AWS: `label, step: what`, by resource type. */
export type Deviations = ReadonlyMap<string, readonly string[]>;

/**
 * Lives the lives of all these types at once, so that Terraform runs six times for any number of them: make, compare
 * with what was given, plan again and import beside, change, plan again, destroy.
 */
export async function liveAll(kinds: readonly ResourceType[], isBrief = false): Promise<Deviations> {
  const folder = await mkdtemp(join(tmpdir(), "acceptance-"));
  const sandbox = await startSandbox({ stateDir: join(folder, "sandbox") });
  try {
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const tools = await openToolchain({ env: process.env, cwd: root }, folder);
    const cwd = await mkdtemp(join(folder, "stack-"));
    const env = { ...tools.env, ...sandbox.env() };
    const terraform = terraformIn(tools.terraform.path, { cwd, env });
    const provider = await startProvider(await findProvider(tools, terraform, cwd), env);
    try {
      const surroundings = await prepare(sandbox);
      const lives = kinds.flatMap((kind) => livesOf(kind, surroundings, isBrief));
      const workspace = new Workspace(tools.terraform.path, cwd, { ...env, ...provider.env });
      return await new Lives(lives, workspace).live();
    } finally {
      await provider.close();
    }
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class Lives {
  readonly #deviations = new Map<string, string[]>();
  #lives: readonly Life[];

  constructor(
    lives: readonly Life[],
    readonly workspace: Workspace,
  ) {
    this.#lives = lives;
    for (const { kind } of lives) this.#deviations.set(kind.type, []);
  }

  async live(): Promise<Deviations> {
    await this.#make();
    const made = await this.workspace.state();
    this.#compare(made);
    await this.#planAgainAndImport(made);
    await this.#change();
    await this.#planAgain();
    this.#note("destroy", (await this.workspace.destroy()).problems);
    return this.#deviations;
  }

  async #make(): Promise<void> {
    await this.workspace.write(resources(this.#lives, "from"));
    const { problems } = await this.workspace.apply();
    this.#note("make", problems);
    const failed = problems.map(({ address }) => address);
    this.#lives = this.#lives.filter(({ address, needs }) =>
      [address, ...Object.keys(needs)].every((each) => !failed.includes(each)),
    );
  }

  #compare(made: ReadonlyMap<string, Arguments>): void {
    for (const { kind, address, from, filledIn } of this.#lives) {
      const { notAnswered = [] } = kind;
      const given = Object.fromEntries(Object.entries(from).filter(([name]) => !notAnswered.includes(name)));
      const expected = [
        ...differences(given, made.get(address)),
        ...differences(filledIn, made.get(address)),
      ];
      for (const each of expected) this.#deviation(address, "answer", each);
    }
  }

  /** The imported copy stands beside the resource that it is a copy of, and is planned only. */
  async #planAgainAndImport(made: ReadonlyMap<string, Arguments>): Promise<void> {
    const importable = this.#lives.filter(({ kind }) => !kind.notImported?.includes("*"));
    const copies = importable.map(({ kind, address, from }) => {
      const values = made.get(address) ?? {};
      return { address, copy: `${address}-copy`, from, values, id: idOf(kind, values) };
    });
    await this.workspace.write(
      { ...resources(this.#lives, "from"), ...entries(copies.map(({ copy, from }) => [copy, from])) },
      entries(copies.map(({ copy, id }) => [copy, id])),
    );
    const plan = await this.workspace.plan();
    this.#note("plan again or import", plan.problems);
    for (const planned of plan.resources) this.#expectNoChange(planned);
    for (const { address, copy, values } of copies) {
      const before = plan.resources.find((each) => each.address === copy)?.change.before;
      const { notImported = [] } = this.#kindOf(address) ?? {};
      const problems = before ? unlike(values, before, notImported) : ["nothing was imported"];
      for (const each of problems) this.#deviation(address, "import", each);
    }
  }

  async #change(): Promise<void> {
    await this.workspace.write(resources(this.#lives, "to"));
    const { problems, changes } = await this.workspace.apply();
    this.#note("change", problems);
    for (const { address, replaces, from, to } of this.#lives) {
      const actions = changes.find((each) => each.address === address)?.change.actions.join(" ") ?? "no-op";
      const isSame = isEqual(from, to);
      const expected = isSame ? "no-op" : replaces ? "delete create" : "update";
      if (actions !== expected)
        this.#deviation(address, "change", `expected ${expected}, planned ${actions}`);
    }
  }

  async #planAgain(): Promise<void> {
    const plan = await this.workspace.plan();
    this.#note("plan after the change", plan.problems);
    for (const planned of plan.resources) this.#expectNoChange(planned, "plan after the change");
  }

  #expectNoChange(
    {
      address,
      change,
    }: {
      address: string;
      change: { actions: readonly string[]; before: Arguments | null; after: Arguments | null };
    },
    step = "plan again",
  ): void {
    const isOf = this.#lives.some((life) => life.address === address || address in life.needs);
    if (!isOf || change.actions.join(" ") === "no-op") return;
    const what = unlike(change.before ?? {}, change.after ?? {}, [])
      .join("; ")
      .replaceAll("imported", "planned");
    this.#deviation(address, step, `${change.actions.join(" ")}: ${what}`);
  }

  #note(step: string, problems: readonly Problem[]): void {
    for (const { address, message } of problems) this.#deviation(address, step, message);
  }

  /** What cannot be told to be of one resource is everybody's. */
  #deviation(address: string, step: string, what: string): void {
    const kind = this.#kindOf(address)?.type;
    const line = `${address}, ${step}: ${what}`;
    for (const [type, deviations] of this.#deviations) {
      if (kind === undefined || kind === type) deviations.push(line);
    }
  }

  #kindOf(address: string): ResourceType | undefined {
    const own = address.replace(/-copy$/, "");
    return this.#lives.find((life) => life.address === own || own in life.needs)?.kind ?? this.#byType(own);
  }

  #byType(address: string): ResourceType | undefined {
    return this.#lives.find(({ kind }) => kind.type === address.split(".")[0])?.kind;
  }
}

function resources(lives: readonly Life[], step: "from" | "to"): Record<string, Arguments> {
  return Object.assign({}, ...lives.map((life) => ({ ...life.needs, [life.address]: life[step] })));
}

function idOf({ importId }: ResourceType, values: Arguments): string {
  return importId ? importId(values) : String(values.id);
}

const entries = <T>(pairs: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(pairs);
