import { type BuildsEnvironment, EnvironmentReader, type EnvironmentVariables } from "../dispatcher/index.js";
import type { EventPlace } from "./event.js";

export interface EventsEnvironment extends BuildsEnvironment {
  readonly place: EventPlace;
  /** ARN of the topic that is told of failures; absent: none is. */
  readonly topic?: string;
}

/** What the control plane tells its function. Throws one error that names all that is missing or wrong. */
export function readEventsEnvironment(env: EnvironmentVariables): EventsEnvironment {
  const reader = new EnvironmentReader(env);
  const topic = env.STAGEWRIGHT_TOPIC;
  const place = { account: reader.text("STAGEWRIGHT_ACCOUNT"), region: reader.text("AWS_REGION") };
  return reader.sound({ ...reader.builds(), place, ...(topic && { topic }) });
}
