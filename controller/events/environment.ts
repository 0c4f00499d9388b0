import { askFromWords } from "../deployments/index.js";
import type { EventPlace } from "./event.js";
import type { ApprovalLimits } from "./gate.js";

export interface EventsEnvironment {
  readonly ledger: string;
  readonly place: EventPlace;
  /** ARN of the topic that is told of failures; absent: none is. */
  readonly topic?: string;
  /** Absent: the installation deploys nothing that has a review. */
  readonly approvals?: ApprovalLimits;
}

/** What the control plane tells its function. Throws one error that names all that is missing. */
export function readEventsEnvironment(env: Readonly<Record<string, string | undefined>>): EventsEnvironment {
  const missing: string[] = [];
  const text = (name: string) => {
    if (!env[name]) missing.push(name);
    return env[name] ?? "";
  };
  const topic = env.STAGEWRIGHT_TOPIC;
  const approvals = env.STAGEWRIGHT_APPROVALS ? approvalLimits(env.STAGEWRIGHT_APPROVALS) : undefined;
  const environment = {
    ledger: text("STAGEWRIGHT_LEDGER"),
    place: { account: text("STAGEWRIGHT_ACCOUNT"), region: text("AWS_REGION") },
    ...(topic && { topic }),
    ...(approvals && { approvals }),
  };
  if (missing.length > 0)
    throw new Error(`The function's environment is not sound: ${missing.join(" and ")} missing.`);
  return environment;
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
