import type { Service } from "../../service.js";
import { tryParseArn, wordsOfError } from "../core/index.js";
import type { CodePipelineSettings, PipelineContext } from "./context.js";
import type { PipelineFlow, SourceRevisionOverride } from "./flow/index.js";
import { pipelinesAt, placesOf } from "./pipelines.js";
import type { PipelineRunner } from "./running/index.js";

/** An event that reaches a pipeline. Who sends it may start the pipeline. */
export interface EventStart {
  /** The pipeline's ARN. */
  readonly pipeline: string;
  /** The ARN of the rule or schedule. */
  readonly sender: string;
  /** What the target's input is, as text. Only `variables` and `sourceRevisions` of JSON count. */
  readonly input: string;
}

export interface CodePipeline {
  readonly service: Service;
  /** Goes on with what an earlier sandbox left in progress, once AWS's other services answer. */
  open(): void;
  startByEvent(start: EventStart): void;
  /** Brings every time-out nearer, by so many seconds. */
  advanceClock(seconds: number): void;
}

export function entrance(
  context: PipelineContext,
  runner: PipelineRunner,
  settings: CodePipelineSettings,
): Omit<CodePipeline, "service"> {
  return {
    advanceClock: (seconds) => runner.advanceClock(seconds * 1_000),
    open() {
      for (const place of placesOf(context)) {
        for (const { declaration } of pipelinesAt(context, place).current.list()) {
          runner.flowOf(place, declaration);
        }
      }
    },
    startByEvent({ pipeline, sender, input }) {
      const arn = tryParseArn(pipeline);
      const declaration = arn && pipelinesAt(context, arn).current.get(arn.resource)?.declaration;
      if (!declaration || !settings.startsItself) return;
      begin(runner.flowOf({ accountId: arn.accountId, region: arn.region }, declaration), sender, input);
    },
  };
}

/** What cannot be started is not: nobody waits for an answer. */
function begin(flow: PipelineFlow, sender: string, input: string): void {
  const { variables = [], sourceRevisions = [] } = read(input);
  try {
    flow.start({
      trigger: { triggerType: "CloudWatchEvent", triggerDetail: sender },
      variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
      overrides: sourceRevisions,
    });
  } catch (error) {
    process.emitWarning(`${sender} did not start ${flow.pipeline.name}: ${wordsOfError(error).message}`);
  }
}

interface Input {
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  readonly sourceRevisions?: readonly SourceRevisionOverride[];
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html: by an input transformer. */
function read(input: string): Input {
  try {
    const { variables, sourceRevisions } = JSON.parse(input) as Input;
    return {
      ...(Array.isArray(variables) && { variables }),
      ...(Array.isArray(sourceRevisions) && { sourceRevisions }),
    };
  } catch {
    return {};
  }
}
