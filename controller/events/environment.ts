import { type ApproveWhen, approveWhenWords } from "../deployments/index.js";
import type { EventPlace } from "./event.js";

export interface EventsEnvironment {
  readonly ledger: string;
  readonly place: EventPlace;
  /** ARN of the topic that is told of failures; absent: none is. */
  readonly topic?: string;
  /** From which class of plans on a person is asked at least; absent: the installation deploys nothing that has a review. */
  readonly approvals?: ApproveWhen;
}

/** What the control plane tells its function. Throws one error that names all that is missing. */
export function readEventsEnvironment(env: Readonly<Record<string, string | undefined>>): EventsEnvironment {
  const missing: string[] = [];
  const text = (name: string) => {
    if (!env[name]) missing.push(name);
    return env[name] ?? "";
  };
  const topic = env.STAGEWRIGHT_TOPIC;
  const approvals = env.STAGEWRIGHT_APPROVALS ? leastApproval(env.STAGEWRIGHT_APPROVALS) : undefined;
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

/** A word that is not known asks always. */
function leastApproval(text: string): ApproveWhen {
  return approveWhenWords.find((word) => word === text) ?? "always";
}
