import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  type BuildRun,
  buildActionsOf,
  buildAgain,
  type LogLine,
  latestBuild,
} from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { interruptible } from "../../shared/interrupt.js";
import { type LivePipeline, withLivePipeline } from "../../shared/pipelines/live-pipeline.js";
import { executionJson, shortId, statusInColor } from "../../shared/pipelines/words.js";
import { endWith } from "../../shared/refuse.js";
import type { Terminal } from "../../shared/terminal.js";
import type { LogsOptions } from "./command.js";
import { readLog } from "./read-log.js";

/**
 * The lines of the last run of a build or test. JSON: `{"repo", "branch", "execution", "stage", "action", "status", "link",
 * "lines": [{"at", "text"}]}`.
 */
export function logs(
  key: PipelineKey,
  action: string | undefined,
  options: LogsOptions,
  out: Terminal,
): Promise<void> {
  return withLivePipeline(key, options, out, async (pipeline) => {
    const { client, name, installation } = pipeline;
    const run = (await latestBuild(client, name, action)) ?? (await endWithout(pipeline, action, out));
    printRun(run, out);
    const lines: LogLine[] = [];
    const onLine = (line: LogLine) => {
      lines.push(line);
      out.say(line.text);
    };
    const cloudWatch = new CloudWatchLogsClient({ region: installation.settings.region });
    const follow = options.follow === true;
    const again = () => buildAgain(client, name, run);
    const last = await interruptible((signal) =>
      readLog({ client: cloudWatch, run, again, follow, signal, onLine }),
    ).finally(() => cloudWatch.destroy());
    if (lines.length === 0) out.say(`${run.action} has written nothing yet.`);
    if (!options.json) return;
    const { stage, status, link } = last;
    out.data({ ...executionJson(key, run.execution), stage, action: run.action, status, link, lines });
  });
}

function printRun({ stage, action, execution, status, link }: BuildRun, { say, colors }: Terminal): void {
  const shown = `${stage}/${action}`;
  say(
    `${colors.bold(shown)}  ${statusInColor(status, colors)}  ${shortId(execution)}  ${colors.dim(link ?? "")}`,
  );
}

async function endWithout(
  { key, client, name }: LivePipeline,
  action: string | undefined,
  out: Terminal,
): Promise<never> {
  const known = await buildActionsOf(client, name);
  const isKnown = action === undefined || known.includes(action);
  const what = isKnown
    ? `${action ?? "No build or test"} of ${shownKey(key)} has ${action ? "not run" : "run"} yet.`
    : `${shownKey(key)} has no action ${action} that CodeBuild carries out.`;
  const shows = `\`stagewright executions ${shownKey(key)}\` shows where it is.`;
  return endWith(`${what}\n${isKnown ? shows : `Those that it does: ${known.join(", ")}.`}`, out);
}
