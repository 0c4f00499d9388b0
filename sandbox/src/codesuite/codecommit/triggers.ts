import { randomUUID } from "node:crypto";
import { AwsError, type CodeSuiteContext, type Operation, tryParseArn } from "../core/index.js";
import { getRepository, onRepository, saveRepository } from "./repository.js";

export interface RepositoryTrigger {
  readonly name: string;
  readonly destinationArn: string;
  readonly customData?: string;
  readonly branches?: readonly string[];
  readonly events: readonly string[];
}

/** https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html (triggers of a repository) */
const maxTriggers = 10;

/** Replaces all triggers of a repository. They are kept and told; nothing is sent to where they point. */
export function putTriggers(
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; triggers: readonly RepositoryTrigger[] }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, triggers }, call) {
      const repository = getRepository(context, call, repositoryName);
      if (triggers.length > maxTriggers) {
        throw new AwsError(
          "MaximumRepositoryTriggersExceededException",
          `The maximum number of triggers for a repository is ${maxTriggers}`,
        );
      }
      for (const trigger of triggers) checkTrigger(trigger, call.region);
      const configurationId = randomUUID();
      const kept = triggers.map((trigger) => ({ branches: [], customData: "", ...trigger }));
      saveRepository(context, call, { ...repository, triggers: { configurationId, triggers: kept } });
      return { configurationId };
    },
  };
}

export function readTriggers(context: CodeSuiteContext): Operation<{ repositoryName: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle: ({ repositoryName }, call) =>
      getRepository(context, call, repositoryName).triggers ?? { triggers: [] },
  };
}

/** …/userguide/how-to-notify.html: a topic or a function, in the repository's region. */
function checkTrigger({ name, destinationArn, events }: RepositoryTrigger, region: string): void {
  const arn = tryParseArn(destinationArn);
  if (!arn || !["sns", "lambda"].includes(arn.service)) {
    throw new AwsError(
      "InvalidRepositoryTriggerDestinationArnException",
      `The destination of the trigger ${name} is not the ARN of a topic or a function: ${destinationArn}`,
    );
  }
  if (arn.region !== region) {
    throw new AwsError(
      "InvalidRepositoryTriggerRegionException",
      `The destination of the trigger ${name} is not in the region ${region}`,
    );
  }
  if (events.length === 0 || (events.includes("all") && events.length > 1)) {
    throw new AwsError(
      "InvalidRepositoryTriggerEventsException",
      `The trigger ${name} must have the event all, or one or more others`,
    );
  }
}
