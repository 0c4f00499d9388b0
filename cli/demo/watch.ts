import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { CallRecord, Sandbox } from "@stagewright/sandbox";
import { checkSettings } from "../../compiler/settings/index.js";
import { awsClients, connect } from "../../controller/installation/index.js";
import { buildLine } from "./build-line.js";
import { followLog } from "./build-log.js";
import { demoKey, demoSettings } from "./item.js";
import type { Progress } from "./progress.js";
import { untilSettled } from "./settled.js";

const timeoutMs = 180_000;

export interface WatchPlace {
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
  readonly told: Progress;
}

/** Gives what does an edit, and then shows how the control plane answers it, until the pipeline is as the item says. */
export function watcher({ sandbox, signal, told }: WatchPlace): (edit: () => Promise<void>) => Promise<void> {
  const { settings } = checkSettings(demoSettings);
  if (!settings) throw new Error("The demo's settings are not sound.");
  const credentials = sandbox.access.root(sandbox.accountId);
  const config = { endpoint: sandbox.url, region: settings.region, credentials };
  const { names, table, ledger } = connect({ settings }, awsClients(config));
  const log = { client: new CloudWatchLogsClient(config), group: `/aws/codebuild/${names.reconciler}` };
  return async (edit) => {
    const unsubscribe = sandbox.gateway.records.subscribe((call) =>
      tellDispatcher(call, names.dispatcher, told),
    );
    const stop = followLog(log, (line) => tellBuild(line, told));
    try {
      await edit();
      told.step("The table's stream starts the controller");
      const record = await untilSettled(demoKey, { table, ledger, timeoutMs, signal });
      await stop();
      told.line(record ? `the ledger says: ${record.outcome?.kind}` : "the ledger has forgotten it");
    } finally {
      unsubscribe();
      await stop();
    }
  };
}

/** What the Lambda does, seen by its calls. */
function tellDispatcher({ principal, action, status }: CallRecord, dispatcher: string, told: Progress): void {
  if (!principal?.includes(`/${dispatcher}/`) || status !== 200) return;
  if (action === "UpdateItem") told.line("the dispatcher marks the pipeline as asked for");
  if (action === "StartBuild") told.line("the dispatcher starts a build");
}

function tellBuild(line: string, told: Progress): void {
  const shown = buildLine(line);
  if (shown) told.line(shown);
}
