import { randomUUID } from "node:crypto";
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { type Buildspec, type BuildspecEnvironment, type CommandPhase, parseBuildspec } from "./buildspec.js";
import { CommandRunner } from "./commands.js";
import { buildEnvironment, type GivenEnvironment, type Resolvers } from "./environment.js";
import { Interrupted, Interruption } from "./interruption.js";
import { BuildLog } from "./log.js";
import { type BuildOutput, collectOutput, type WantedArtifacts } from "./output.js";
import { endPackageScope } from "./package-scope.js";
import {
  BuildFailure,
  type BuildStatus,
  type PhaseContext,
  PhaseDiary,
  type PhaseRecord,
  type PhaseType,
} from "./phases.js";
import { endProcesses } from "./processes.js";

/** What surrounds the buildspec's own commands. Each step may throw a `BuildFailure`, which fails its phase. */
export interface BuildSteps {
  /** Waits until the build may run. The build's time does not count before this ends. */
  queue(signal: AbortSignal): Promise<void>;
  provision(signal: AbortSignal): Promise<void>;
  /** Puts the source into the folder. */
  download(sourceDir: string, signal: AbortSignal): Promise<void>;
  /** The buildspec's text. */
  buildspec(sourceDir: string): Promise<string>;
  /** Wins over the buildspec's own variables. `CODEBUILD_SRC_DIR` is added. */
  environment(sourceDir: string, wanted: BuildspecEnvironment): Promise<GivenEnvironment>;
  publish(output: BuildOutput, signal: AbortSignal): Promise<void>;
}

export interface BuildWork {
  /** An empty folder that is the build's own. The caller removes it. */
  readonly workDir: string;
  readonly resolve: Resolvers;
  readonly steps: Pick<BuildSteps, "buildspec"> & Partial<BuildSteps>;
  /** Default: all that the buildspec defines. */
  readonly wantedArtifacts?: WantedArtifacts;
  /** From the end of `queue`. */
  readonly timeoutMs: number;
  /** Between SIGTERM and SIGKILL for what is still running at the end. Default: 5 s. */
  readonly graceMs?: number;
  /** Tells this build's processes from others. Default: random. */
  readonly mark?: string;
  /** Stops the build. */
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
  onLine?(line: string): void;
  onPhases?(phases: readonly PhaseRecord[]): void;
}

export interface BuildResult {
  readonly status: Exclude<BuildStatus, "IN_PROGRESS">;
  readonly phases: readonly PhaseRecord[];
  readonly exportedVariables: Readonly<Record<string, string>>;
  readonly output?: BuildOutput;
}

const defaultGraceMs = 5_000;

/** Runs a build to its end. Never rejects for what a build does; leaves no process behind. */
export async function runBuild(work: BuildWork): Promise<BuildResult> {
  const workDir = await realpath(work.workDir);
  await endPackageScope(workDir);
  return new BuildRun({ ...work, workDir }).run();
}

const commandPhaseTypes: readonly (readonly [PhaseType, CommandPhase])[] = [
  ["INSTALL", "install"],
  ["PRE_BUILD", "pre_build"],
  ["BUILD", "build"],
  ["POST_BUILD", "post_build"],
];

class BuildRun {
  readonly #work: BuildWork;
  readonly #mark: string;
  readonly #sourceDir: string;
  readonly #log: BuildLog;
  readonly #diary: PhaseDiary;
  readonly #interruption: Interruption;
  #status: BuildResult["status"] = "SUCCEEDED";
  #commands: CommandRunner | undefined;
  #exported: Readonly<Record<string, string>> = {};
  #output: BuildOutput | undefined;

  constructor(work: BuildWork) {
    this.#work = work;
    const now = work.now ?? (() => new Date());
    this.#mark = work.mark ?? randomUUID();
    this.#sourceDir = join(work.workDir, "src");
    this.#log = new BuildLog((line) => work.onLine?.(line), now);
    this.#diary = new PhaseDiary(now, (records) => work.onPhases?.(records));
    this.#interruption = new Interruption(work.signal, () => this.#endProcesses());
  }

  async run(): Promise<BuildResult> {
    try {
      await this.#runPhases();
    } catch (error) {
      this.#status = error instanceof Interrupted ? error.status : "FAULT";
    } finally {
      this.#interruption.dismiss();
      await this.#endProcesses();
      this.#log.end();
      this.#diary.begin("COMPLETED");
    }
    return {
      status: this.#status,
      phases: this.#diary.records,
      exportedVariables: this.#exported,
      ...(this.#output && { output: this.#output }),
    };
  }

  /** "Build phase transitions" (user guide, view-build-details-phases). */
  async #runPhases(): Promise<void> {
    const { steps, timeoutMs } = this.#work;
    const { signal } = this.#interruption;
    await this.#phase("SUBMITTED", async () => undefined);
    if (!(await this.#phase("QUEUED", async () => steps.queue?.(signal)))) return;
    this.#interruption.startTimer(timeoutMs);
    if (!(await this.#phase("PROVISIONING", async () => steps.provision?.(signal)))) return;
    const buildspec = await this.#downloadSource();
    if (buildspec && (await this.#runCommandPhases(buildspec))) {
      await this.#phase("UPLOAD_ARTIFACTS", () => this.#uploadArtifacts(buildspec));
    }
    await this.#phase("FINALIZING", async () => undefined);
  }

  async #downloadSource(): Promise<Buildspec | undefined> {
    let buildspec: Buildspec | undefined;
    await this.#phase("DOWNLOAD_SOURCE", async () => {
      await mkdir(this.#sourceDir, { recursive: true });
      await this.#work.steps.download?.(this.#sourceDir, this.#interruption.signal);
      this.#log.note(`CODEBUILD_SRC_DIR=${this.#sourceDir}`);
      const read = parseBuildspec(await this.#work.steps.buildspec(this.#sourceDir));
      for (const text of read.notes) this.#log.note(text);
      await this.#prepareCommands(read);
      buildspec = read;
    });
    return buildspec;
  }

  async #prepareCommands(buildspec: Buildspec): Promise<void> {
    const { workDir, steps, resolve } = this.#work;
    const prepared = await buildEnvironment({
      workDir,
      sourceDir: this.#sourceDir,
      mark: this.#mark,
      given: (await steps.environment?.(this.#sourceDir, buildspec.env)) ?? { variables: {} },
      spec: buildspec.env,
      resolve,
    });
    this.#log.hide(prepared.secrets);
    this.#log.note(`Phases found in YAML: ${Object.keys(buildspec.phases).length}`);
    this.#commands = new CommandRunner({
      program: buildspec.env.shell,
      cwd: this.#sourceDir,
      scratchDir: prepared.scratchDir,
      environment: prepared.variables,
      log: this.#log,
      signal: this.#interruption.signal,
    });
  }

  /** Whether artifacts are to be uploaded afterwards. */
  async #runCommandPhases(buildspec: Buildspec): Promise<boolean> {
    for (const [type, name] of commandPhaseTypes) {
      const commands = buildspec.phases[name];
      const succeeded = await this.#phase(type, async () => {
        if (commands) await this.#commands?.runPhase(commands, this.#status === "SUCCEEDED");
      });
      // Without `on-failure`, only a failed BUILD or POST_BUILD goes on.
      const goesOn =
        commands?.onFailure ?? (name === "install" || name === "pre_build" ? "ABORT" : "CONTINUE");
      if (!succeeded && goesOn === "ABORT") return false;
    }
    this.#exported = (await this.#commands?.readVariables(buildspec.env.exportedVariables)) ?? {};
    return true;
  }

  async #uploadArtifacts(buildspec: Buildspec): Promise<void> {
    this.#output = await collectOutput({
      sourceDir: this.#sourceDir,
      buildspec,
      wanted: this.#work.wantedArtifacts ?? allArtifacts(buildspec),
      evaluate: async (text) => (await this.#commands?.evaluate(text)) ?? text,
    });
    await this.#work.steps.publish?.(this.#output, this.#interruption.signal);
    const [failure] = this.#output.failures;
    if (failure) throw failure;
  }

  /** Whether the phase succeeded. Throws what ends the build at once: an interruption, or a fault of ours. */
  async #phase(type: PhaseType, action: () => Promise<unknown>): Promise<boolean> {
    this.#diary.begin(type);
    this.#log.note(`Entering phase ${type}`);
    try {
      await this.#interruption.race(action());
      this.#endPhase(type, "SUCCEEDED");
      return true;
    } catch (error) {
      if (error instanceof BuildFailure) {
        this.#status = "FAILED";
        this.#endPhase(type, "FAILED", error.context);
        return false;
      }
      if (error instanceof Interrupted) this.#endPhase(type, error.status, error.context);
      else this.#endPhase(type, "FAULT", { statusCode: "INTERNAL_ERROR", message: String(error) });
      throw error;
    }
  }

  #endPhase(type: PhaseType, status: BuildStatus, context?: PhaseContext): void {
    this.#diary.end(status, context ? [context] : []);
    this.#log.note(`Phase complete: ${type} State: ${status}`);
    this.#log.note(
      `Phase context status code: ${context?.statusCode ?? ""} Message: ${context?.message ?? ""}`,
    );
  }

  async #endProcesses(): Promise<void> {
    const { workDir, graceMs = defaultGraceMs } = this.#work;
    const shellPid = this.#commands?.shellPid;
    await endProcesses({ mark: this.#mark, workDir, ...(shellPid && { shellPid }) }, graceMs);
  }
}

function allArtifacts(buildspec: Buildspec): WantedArtifacts {
  return { primary: true, secondary: Object.keys(buildspec.artifacts?.secondary ?? {}) };
}
