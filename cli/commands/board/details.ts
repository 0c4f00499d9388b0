import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CodePipelineClient, PipelineNotFoundException } from "@aws-sdk/client-codepipeline";
import {
  type ExecutionView,
  type LogAddress,
  type LogLine,
  latestBuild,
  type PipelineView,
  readPipeline,
  type StageView,
  tailOf,
} from "../../../controller/executions/index.js";
import { messageOf } from "../../../controller/records/index.js";
import { explainOutside } from "../../shared/outside.js";

/** What is asked of AWS for one pipeline that somebody has opened. Without tokens: whoever has one answers an approval. */
export interface Details {
  readonly stages: readonly StageView[];
  /** The newest first. */
  readonly executions: readonly ExecutionView[];
  readonly logs: readonly LogTail[];
}

export interface LogTail {
  readonly action: string;
  readonly link?: string;
  readonly lines: readonly LogLine[];
}

/** Why there are no details. */
export interface NoDetails {
  readonly problem: string;
}

const mostExecutions = 10;
const mostLogs = 3;
const tail = 30;

/** Asks for pipelines by their names in AWS. */
export function detailsReader(region: string) {
  const client = new CodePipelineClient({ region });
  const logs = new CloudWatchLogsClient({ region });
  return {
    read: async (name: string): Promise<Details | NoDetails> => {
      try {
        return await readDetails(client, logs, name);
      } catch (error) {
        return { problem: await problemOf(error) };
      }
    },
    close: () => {
      client.destroy();
      logs.destroy();
    },
  };
}

async function readDetails(
  client: CodePipelineClient,
  logs: CloudWatchLogsClient,
  name: string,
): Promise<Details> {
  const [view, last] = await Promise.all([readPipeline(client, name), latestBuild(client, name)]);
  const runs = [...(last ? [last] : []), ...view.failures];
  const written = runs.flatMap(({ action, link, log }) =>
    log ? [{ action, log, ...(link !== undefined && { link }) }] : [],
  );
  return { ...shownOf(view), logs: await Promise.all(distinct(written).map((place) => tailAt(logs, place))) };
}

interface LogPlace {
  readonly action: string;
  readonly link?: string;
  readonly log: LogAddress;
}

function distinct(places: readonly LogPlace[]): LogPlace[] {
  const byStream = new Map(places.toReversed().map((place) => [place.log.stream, place]));
  return [...byStream.values()].reverse().slice(0, mostLogs);
}

async function tailAt(client: CloudWatchLogsClient, { log, ...shown }: LogPlace): Promise<LogTail> {
  return { ...shown, lines: await tailOf(client, log, tail) };
}

function shownOf({ stages, executions }: PipelineView) {
  return { stages, executions: executions.slice(0, mostExecutions) };
}

async function problemOf(error: unknown): Promise<string> {
  if (error instanceof PipelineNotFoundException) return "It has no pipeline in AWS yet.";
  const failure = await explainOutside(error);
  return failure ? `${failure.message}\n${failure.hint}` : messageOf(error);
}
