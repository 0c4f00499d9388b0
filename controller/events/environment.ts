import { askFromWords } from "../deployments/index.js";
import { type BuildsEnvironment, EnvironmentReader, type EnvironmentVariables } from "../dispatcher/index.js";
import type { EventPlace } from "./event.js";
import type { ApprovalLimits } from "./gate.js";

export interface EventsEnvironment extends BuildsEnvironment {
  readonly place: EventPlace;
  /** ARN of the topic that is told of failures; absent: none is. */
  readonly topic?: string;
  /** Absent: the installation deploys nothing that has a review. */
  readonly approvals?: ApprovalLimits;
}

/** What the control plane tells its function. Throws one error that names all that is missing or wrong. */
export function readEventsEnvironment(env: EnvironmentVariables): EventsEnvironment {
  const reader = new EnvironmentReader(env);
  const topic = env.STAGEWRIGHT_TOPIC;
  const approvals = env.STAGEWRIGHT_APPROVALS ? approvalLimits(env.STAGEWRIGHT_APPROVALS) : undefined;
  const place = { account: reader.text("STAGEWRIGHT_ACCOUNT"), region: reader.text("AWS_REGION") };
  return reader.sound({
    ...reader.builds(),
    place,
    ...(topic && { topic }),
    ...(approvals && { approvals }),
  });
}

/** Something else than limits, or a word that is not known, asks always. */
function approvalLimits(text: string): ApprovalLimits {
  try {
    const limits = Object.entries(JSON.parse(text));
    return Object.fromEntries(limits.map(([account, word]) => [account, wordOr(word)]));
  } catch {
    return { "*": "always" };
  }
}

function wordOr(word: unknown) {
  return askFromWords.find((known) => known === word) ?? "always";
}
