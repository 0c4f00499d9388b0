import { mkdir, rm } from "node:fs/promises";
import type { ProjectArtifacts } from "@aws-sdk/client-codebuild";
import {
  BuildFailure,
  type BuildOutput,
  type BuildResult,
  type GivenEnvironment,
  Interrupted,
  type PhaseRecord,
  type Resolvers,
  runBuild,
} from "../../builds/index.js";
import type { CodeSuiteContext, Place } from "../core/index.js";
import { storedPhases, uuidOf } from "./build.js";
import { BuildLogs } from "./build-log.js";
import type { CredentialsEndpoint, SessionLease } from "./credentials-endpoint.js";
import { emitQuietly, phaseChange, stateChange } from "./events.js";
import { publishArtifact } from "./publish.js";
import { storeReport } from "./reports.js";
import { closeRoleClients, openRoleClients, type RoleClients } from "./role-clients.js";
import { secondaryDir } from "./secondary.js";
import type { CodeBuildSettings } from "./settings.js";
import type { Slots } from "./slots.js";
import { downloadSource, readBuildspec } from "./source.js";
import { type BuildRecord, type PlaceTables, tablesOf } from "./state.js";
import { buildVariables, roleResolvers } from "./variables.js";

export interface ExecutionRequest {
  readonly context: CodeSuiteContext;
  readonly settings: CodeBuildSettings;
  readonly place: Place;
  readonly buildId: string;
  readonly slots: Slots;
  readonly endpoint: CredentialsEndpoint;
  readonly signal: AbortSignal;
}

/** Runs one build from its record to its end, telling of each step in the record, the log and on the bus. */
export class Execution {
  readonly #request: ExecutionRequest;
  readonly #tables: PlaceTables;
  readonly #logs: BuildLogs;
  #clients: RoleClients | undefined;
  #lease: SessionLease | undefined;
  #release = () => {};
  #toldPhases = 0;

  constructor(request: ExecutionRequest) {
    this.#request = request;
    this.#tables = tablesOf(request.context, request.place);
    this.#logs = new BuildLogs(this.#build, () => request.context.now());
  }

  async run(): Promise<void> {
    const { context, place } = this.#request;
    const { workDir } = this.#build;
    await emitQuietly(context, stateChange(this.#build, place));
    await mkdir(workDir, { recursive: true });
    let ended: BuildRecord;
    try {
      const result = await this.#runBuild();
      await this.#logs.close(this.#clients);
      ended = this.#finish(result);
    } finally {
      this.#release();
      this.#lease?.end();
      if (this.#clients) closeRoleClients(this.#clients);
      await rm(workDir, { recursive: true, force: true });
    }
    await emitQuietly(context, stateChange(ended, place));
  }

  get #build(): BuildRecord {
    const build = this.#tables.builds.get(this.#request.buildId);
    if (!build) throw new Error(`There is no build ${this.#request.buildId}.`);
    return build;
  }

  #update(change: Partial<BuildRecord>): BuildRecord {
    const build = { ...this.#build, ...change };
    this.#tables.builds.put(this.#request.buildId, build);
    return build;
  }

  #runBuild(): Promise<BuildResult> {
    const { context, settings, signal } = this.#request;
    const { plan, workDir } = this.#build;
    return runBuild({
      workDir,
      mark: uuidOf(this.#build),
      timeoutMs: (plan.timeoutInMinutes ?? 60) * settings.minuteMs,
      graceMs: settings.graceMs,
      signal,
      now: () => context.now(),
      resolve: this.#resolvers(),
      wantedArtifacts: {
        primary: isStored(plan.artifacts),
        secondary: (plan.secondaryArtifacts ?? [])
          .filter(isStored)
          .map((each) => each.artifactIdentifier ?? ""),
      },
      onLine: (line) => this.#logs.write(line),
      onPhases: (phases) => this.#tellPhases(phases),
      steps: {
        queue: (stop) => this.#queue(stop),
        download: (sourceDir) => this.#download(sourceDir),
        buildspec: (sourceDir) => readBuildspec(this.#role.s3, plan.source?.buildspec, sourceDir),
        environment: (_, { gitCredentialHelper }) => this.#variables(gitCredentialHelper),
        publish: (output) => this.#publish(output),
      },
    });
  }

  get #role(): RoleClients {
    if (!this.#clients) throw new Error("The build has no session of its service role yet.");
    return this.#clients;
  }

  async #variables(gitCredentialHelper: boolean): Promise<GivenEnvironment> {
    const { context, place, endpoint } = this.#request;
    this.#lease = await endpoint.lend(this.#role.credentials);
    return buildVariables({
      build: this.#build,
      place,
      endpoint: context.access.endpoint,
      clients: this.#role,
      lease: this.#lease,
      gitCredentialHelper,
    });
  }

  #resolvers(): Resolvers {
    return {
      parameter: (name) => roleResolvers(this.#role).parameter(name),
      secret: (reference) => roleResolvers(this.#role).secret(reference),
    };
  }

  /** Waits for the account's limit, then takes on the role and opens the log, where AWS fails a build too. */
  async #queue(stop: AbortSignal): Promise<void> {
    const { context, settings, place, slots } = this.#request;
    const minutes = this.#build.plan.queuedTimeoutInMinutes ?? 480;
    this.#release = await takeSlot(slots, stop, minutes * settings.minuteMs);
    this.#clients = await openRoleClients(context.access, this.#build, place).catch((error: unknown) => {
      throw new BuildFailure("ACCESS_DENIED", error instanceof Error ? error.message : String(error));
    });
    await this.#logs.open(this.#clients);
  }

  async #download(sourceDir: string): Promise<void> {
    const { plan } = this.#build;
    await downloadSource(this.#role.s3, plan.source ?? { type: "NO_SOURCE" }, plan.sourceVersion, sourceDir);
    for (const source of plan.secondarySources ?? []) {
      const id = source.sourceIdentifier ?? "";
      const version = plan.secondarySourceVersions?.find(
        (each) => each.sourceIdentifier === id,
      )?.sourceVersion;
      await downloadSource(this.#role.s3, source, version, secondaryDir(this.#build, id));
    }
  }

  async #publish(output: BuildOutput): Promise<void> {
    const { context, place } = this.#request;
    const { plan } = this.#build;
    const reportArns: string[] = [];
    for (const report of output.reports) {
      reportArns.push(await storeReport(context, this.#build, place, report));
      this.#update({ reportArns });
    }
    if (output.artifact && plan.artifacts) {
      const sums = await publishArtifact(this.#role.s3, this.#build, plan.artifacts, output.artifact);
      this.#update({ artifacts: { ...this.#build.artifacts, ...sums } });
    }
    for (const artifacts of plan.secondaryArtifacts ?? []) await this.#publishSecondary(output, artifacts);
  }

  async #publishSecondary(output: BuildOutput, artifacts: ProjectArtifacts): Promise<void> {
    const id = artifacts.artifactIdentifier;
    const collected = output.secondaryArtifacts[id ?? ""];
    if (!collected) return;
    const sums = await publishArtifact(this.#role.s3, this.#build, artifacts, collected);
    this.#update({
      secondaryArtifacts: this.#build.secondaryArtifacts?.map((each) =>
        each.artifactIdentifier === id ? { ...each, ...sums } : each,
      ),
    });
  }

  /** The last phase is told by `#finish`: a build that is complete has its whole log written. */
  #tellPhases(phases: readonly PhaseRecord[]): void {
    const last = phases.at(-1);
    if (!last || last.phaseType === "COMPLETED") return;
    const stored = storedPhases(phases);
    this.#update({ phases: stored, currentPhase: last.phaseType });
    const ended = stored.filter((phase) => phase.phaseStatus !== undefined);
    for (const phase of ended.slice(this.#toldPhases)) {
      void emitQuietly(this.#request.context, phaseChange(this.#build, phase, this.#request.place));
    }
    this.#toldPhases = ended.length;
  }

  /** From here on the record may be deleted: a build that has ended is not in use. */
  #finish(result: BuildResult): BuildRecord {
    const exported = Object.entries(result.exportedVariables);
    return this.#update({
      phases: storedPhases(result.phases),
      currentPhase: "COMPLETED",
      buildStatus: result.status,
      buildComplete: true,
      endTime: this.#request.context.now().toISOString(),
      exportedEnvironmentVariables: exported.map(([name, value]) => ({ name, value })),
    });
  }
}

/** CodePipeline stores what it makes a build store; without an address there is nowhere to put it. */
function isStored(artifacts: ProjectArtifacts | undefined): boolean {
  return artifacts?.type === "S3" || (artifacts?.type === "CODEPIPELINE" && Boolean(artifacts.location));
}

/** "A build in a queue that does not start after [its queue time-out] is removed from the queue" (builds-working). */
async function takeSlot(slots: Slots, stop: AbortSignal, timeoutMs: number): Promise<() => void> {
  const timeOut = new AbortController();
  const context = { statusCode: "BUILD_TIMED_OUT", message: "Build has timed out while it was queued. " };
  const timer = setTimeout(() => timeOut.abort(new Interrupted("TIMED_OUT", context)), timeoutMs);
  try {
    return await slots.take(AbortSignal.any([stop, timeOut.signal]));
  } finally {
    clearTimeout(timer);
  }
}
