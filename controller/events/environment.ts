import type { EventPlace } from "./event.js";

export interface EventsEnvironment {
  readonly ledger: string;
  readonly place: EventPlace;
  /** ARN of the topic that is told of failures; absent: none is. */
  readonly topic?: string;
}

/** What the control plane tells its function. Throws one error that names all that is missing. */
export function readEventsEnvironment(env: Readonly<Record<string, string | undefined>>): EventsEnvironment {
  const missing: string[] = [];
  const text = (name: string) => {
    if (!env[name]) missing.push(name);
    return env[name] ?? "";
  };
  const topic = env.STAGEWRIGHT_TOPIC;
  const environment = {
    ledger: text("STAGEWRIGHT_LEDGER"),
    place: { account: text("STAGEWRIGHT_ACCOUNT"), region: text("AWS_REGION") },
    ...(topic && { topic }),
  };
  if (missing.length > 0)
    throw new Error(`The function's environment is not sound: ${missing.join(" and ")} missing.`);
  return environment;
}
