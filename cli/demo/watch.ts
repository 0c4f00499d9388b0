import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { CallRecord, Sandbox } from "@stagewright/sandbox";
import type { Settings } from "../../compiler/settings/index.js";
import { awsClients, connect } from "../../controller/installation/index.js";
import { type PipelineKey, shownKey } from "../../controller/records/index.js";
import { buildLine } from "./build-line.js";
import { followLog } from "./build-log.js";
import type { Doing, Progress } from "./progress.js";
import { untilSettled } from "./settled.js";

const timeoutMs = 240_000;

export interface WatchPlace {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly told: Progress;
}

/**
 * Gives what does an edit and shows how the control plane answers it. It resolves once the edit is done, with what waits
 * until the pipelines are as their items say.
 */
export type WatchEdit = (
  keys: readonly PipelineKey[],
  edit: () => Promise<unknown>,
) => Promise<() => Promise<void>>;

export function watcher({ sandbox, settings, signal, told }: WatchPlace): WatchEdit {
  const credentials = sandbox.access.root(sandbox.accountId);
  const config = { endpoint: sandbox.url, region: settings.region, credentials };
  const { names, table, ledger } = connect({ settings }, awsClients(config));
  const log = { client: new CloudWatchLogsClient(config), group: `/aws/codebuild/${names.reconciler}` };
  return async (keys, edit) => {
    const notes: string[] = [];
    let activity: Doing | undefined;
    const note = (line: string) => (activity ? activity.note(line) : void notes.push(line));
    const unsubscribe = sandbox.gateway.records.subscribe((call) =>
      tellDispatcher(call, names.dispatcher, note),
    );
    const stop = followLog(log, (line) => tellBuild(line, note));
    const close = async () => {
      unsubscribe();
      await stop();
    };
    await edit().catch(async (error: unknown) => {
      await close();
      throw error;
    });
    activity = told.begin(`The table's stream starts the controller: ${keys.map(shownKey).join(", ")}`);
    for (const early of notes) activity.note(early);
    const rest = Promise.all(
      keys.map((key) => untilSettled(key, { table, ledger, timeoutMs, signal })),
    ).finally(close);
    // Whoever waits for it hears of its failure.
    rest.catch(() => undefined);
    return async () => {
      const records = await rest.catch((error: unknown) => {
        activity?.end("failed");
        throw error;
      });
      const outcomes = records.map((record) => record?.outcome?.kind ?? "forgotten");
      activity?.end(
        outcomes.includes("failed") ? "failed" : "done",
        `the ledger says: ${outcomes.join(", ")}`,
      );
    };
  };
}

/** What the Lambda does, seen by its calls. */
function tellDispatcher(
  { principal, action, status }: CallRecord,
  dispatcher: string,
  note: (line: string) => void,
): void {
  if (!principal?.includes(`/${dispatcher}/`) || status !== 200) return;
  if (action === "UpdateItem") note("the dispatcher marks a pipeline as asked for");
  if (action === "StartBuild") note("the dispatcher starts a build");
}

function tellBuild(line: string, note: (line: string) => void): void {
  const shown = buildLine(line);
  if (shown) note(shown);
}
