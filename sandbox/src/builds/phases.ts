/** The phases of a build, in the order in which CodeBuild reports them (API reference, BuildPhase). */
export type PhaseType =
  | "SUBMITTED"
  | "QUEUED"
  | "PROVISIONING"
  | "DOWNLOAD_SOURCE"
  | "INSTALL"
  | "PRE_BUILD"
  | "BUILD"
  | "POST_BUILD"
  | "UPLOAD_ARTIFACTS"
  | "FINALIZING"
  | "COMPLETED";

export type BuildStatus = "SUCCEEDED" | "FAILED" | "FAULT" | "TIMED_OUT" | "IN_PROGRESS" | "STOPPED";

/** Why a phase ended as it did, such as `COMMAND_EXECUTION_ERROR`. */
export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

export interface PhaseRecord {
  readonly phaseType: PhaseType;
  /** Unset while the phase runs, and for `COMPLETED`, which has no end. */
  readonly phaseStatus?: BuildStatus;
  readonly startTime: Date;
  readonly endTime?: Date;
  readonly durationInSeconds?: number;
  readonly contexts?: readonly PhaseContext[];
}

/** A reason to fail a phase, with the status code that CodeBuild shows for it. */
export class BuildFailure extends Error {
  override readonly name = "BuildFailure";

  constructor(
    readonly statusCode: string,
    message: string,
  ) {
    super(message);
  }

  get context(): PhaseContext {
    return { statusCode: this.statusCode, message: this.message };
  }
}

/** The diary of one build: which phase runs, and how the earlier ones ended. */
export class PhaseDiary {
  readonly #now: () => Date;
  readonly #onChange: (records: readonly PhaseRecord[]) => void;
  readonly #records: PhaseRecord[] = [];

  constructor(now: () => Date, onChange: (records: readonly PhaseRecord[]) => void) {
    this.#now = now;
    this.#onChange = onChange;
  }

  get records(): readonly PhaseRecord[] {
    return [...this.#records];
  }

  begin(phaseType: PhaseType): void {
    this.#records.push({ phaseType, startTime: this.#now() });
    this.#onChange(this.records);
  }

  end(phaseStatus: BuildStatus, contexts: readonly PhaseContext[] = []): void {
    const running = this.#records.pop();
    if (running === undefined) return;
    const endTime = this.#now();
    const durationInSeconds = Math.floor((endTime.getTime() - running.startTime.getTime()) / 1000);
    this.#records.push({ ...running, phaseStatus, endTime, durationInSeconds, contexts });
    this.#onChange(this.records);
  }
}
