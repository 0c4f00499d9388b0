import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createEventQueue, type EventQueue } from "@stagewright/sandbox/testing";
import { startInstallation, type TestInstallation } from "./installation.js";
import { makeMinimalInstallation } from "./minimal-installation.js";
import { type CommandOutcome, stagewright, startStagewright } from "./stagewright.js";

/** An installation that nothing watches, and the command as a user runs it, in a folder without settings. */
export interface TableCommands {
  readonly installation: TestInstallation;
  readonly documents: DynamoDBDocumentClient;
  run(...args: string[]): Promise<CommandOutcome>;
  /** The same, for who wants to kill it meanwhile. */
  start(...args: string[]): ReturnType<typeof startStagewright>;
  /** Talks to the installation of this name. */
  runIn(name: string, ...args: string[]): Promise<CommandOutcome>;
  /** The path of a file with this in it, instead of what the last one held. */
  file(content: object): Promise<string>;
  /** What stagewright has told the default bus; an empty object when nothing comes within 10 seconds. */
  nextFailure(): Promise<unknown>;
  close(): Promise<void>;
}

export async function startCommands(): Promise<TableCommands> {
  const installation = await startInstallation();
  const folder = await mkdtemp(join(tmpdir(), "stagewright-table-"));
  const documents = await makeMinimalInstallation(installation);
  const failures = await queueOfFailures(installation);
  const env = { ...process.env, ...installation.sandbox.env() };
  return {
    ...{ installation, documents },
    run: (...args) => stagewright(args, { cwd: folder, env }),
    start: (...args) => startStagewright(args, { cwd: folder, env }),
    runIn: (name, ...args) =>
      stagewright(args, { cwd: folder, env: { ...env, STAGEWRIGHT_INSTALLATION: name } }),
    file: async (content) => {
      const path = join(folder, "item.json");
      await writeFile(path, JSON.stringify(content));
      return path;
    },
    nextFailure: () => failures.next(),
    close: async () => {
      await installation.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A queue that gets what stagewright tells the default bus. */
async function queueOfFailures({ client, sandbox }: TestInstallation): Promise<EventQueue> {
  const queue = await createEventQueue(client, "failures", sandbox);
  const events = new EventBridgeClient(client);
  const EventPattern = JSON.stringify({ source: ["stagewright"] });
  await events.send(new PutRuleCommand({ Name: "failures", EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: "failures", Targets: [{ Id: "1", Arn: queue.arn }] }));
  return queue;
}
