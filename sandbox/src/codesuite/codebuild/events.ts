import type { CodeSuiteContext, Place, SuiteEvent } from "../core/index.js";
import type { BuildRecord, PhaseOfRecord } from "./state.js";

/** "Build notifications input format reference" (user guide, sample-build-notifications). */
export function stateChange(build: BuildRecord, place: Place): SuiteEvent {
  return event("CodeBuild Build State Change", build, place, {
    "build-status": build.buildStatus,
    "current-phase": build.currentPhase,
    "current-phase-context": contextText(build.phases.at(-1)),
  });
}

export function phaseChange(build: BuildRecord, phase: PhaseOfRecord, place: Place): SuiteEvent {
  return event("CodeBuild Build Phase Change", build, place, {
    "completed-phase": phase.phaseType,
    "completed-phase-status": phase.phaseStatus,
    "completed-phase-context": contextText(phase),
    "completed-phase-duration-seconds": phase.durationInSeconds,
    "completed-phase-start": usTime(phase.startTime),
    "completed-phase-end": phase.endTime && usTime(phase.endTime),
  });
}

/** A bus that cannot be reached must not fail a build. */
export async function emitQuietly(context: CodeSuiteContext, event: SuiteEvent): Promise<void> {
  await context.emit(event).catch(() => undefined);
}

function event(
  detailType: string,
  build: BuildRecord,
  { accountId, region }: Place,
  detail: object,
): SuiteEvent {
  return {
    accountId,
    region,
    source: "aws.codebuild",
    detailType,
    resources: [build.arn],
    detail: {
      "project-name": build.projectName,
      "build-id": build.arn,
      "additional-information": additionalInformation(build),
      version: "1",
      ...detail,
    },
  };
}

function additionalInformation(build: BuildRecord): object {
  const { environment, logs, artifacts } = build;
  return {
    artifact: {
      location: artifacts?.location,
      md5sum: artifacts?.md5sum,
      sha256sum: artifacts?.sha256sum,
    },
    environment: {
      image: environment?.image,
      "privileged-mode": environment?.privilegedMode,
      "compute-type": environment?.computeType,
      type: environment?.type,
      "environment-variables": environment?.environmentVariables ?? [],
    },
    "timeout-in-minutes": build.timeoutInMinutes,
    "build-complete": build.buildComplete,
    "build-number": build.buildNumber,
    initiator: build.initiator,
    "build-start-time": usTime(build.startTime),
    source: { location: build.source?.location, type: build.source?.type },
    "source-version": build.sourceVersion,
    logs: { "group-name": logs?.groupName, "stream-name": logs?.streamName, "deep-link": logs?.deepLink },
    phases: build.phases.map(phaseInformation),
  };
}

function phaseInformation(phase: PhaseOfRecord): object {
  return {
    "phase-context": phase.contexts?.map(({ statusCode, message }) => `${statusCode}: ${message}`),
    "start-time": usTime(phase.startTime),
    "end-time": phase.endTime && usTime(phase.endTime),
    "duration-in-seconds": phase.durationInSeconds,
    "phase-type": phase.phaseType,
    "phase-status": phase.phaseStatus,
  };
}

function contextText(phase: PhaseOfRecord | undefined): string {
  const texts = phase?.contexts?.map(({ statusCode, message }) => `${statusCode}: ${message}`) ?? [];
  return `[${texts.join(", ")}]`;
}

/** CodeBuild's events have times such as `Sep 1, 2017 4:12:29 PM`, in UTC. */
function usTime(iso: string): string {
  const format = new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  });
  return format
    .format(new Date(iso))
    .replace(/, (\d+:)/, " $1")
    .replaceAll("\u202f", " ");
}
