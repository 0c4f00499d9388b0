import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import type { Sandbox } from "@stagewright/sandbox";
import { stringify } from "yaml";
import { pipelineId } from "../../compiler/index.js";
import { pipelineName } from "../../compiler/names/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { loadSandbox } from "../load-sandbox.js";
import { type CommandChoices, command } from "./command.js";
import { type Followed, follow } from "./follow.js";
import { api, approver } from "./item.js";
import type { Progress } from "./progress.js";
import { type WatchEdit, watcher } from "./watch.js";

/** Where the demo plays, and what is done in it. */
export interface DemoStage {
  readonly sandbox: Sandbox;
  readonly told: Progress;
  /** Types a line of `stagewright`. */
  type(line: string, choices?: CommandChoices): Promise<readonly string[]>;
  write(file: string, value: object): Promise<void>;
  readonly watch: WatchEdit;
  /** Pushes the API, and draws what that starts until somebody is asked, or it has ended. */
  release(): Promise<string | undefined>;
  /** Approves production, and draws the rest. */
  approve(): Promise<string | undefined>;
  /** Draws the execution that is named in an answer of a command. */
  followSaid(lines: readonly string[]): Promise<string | undefined>;
  showAccounts(title: string): Promise<void>;
}

export interface StagePlace {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  readonly stateDir: string;
  readonly folder: string;
  /** The configuration of AWS's tools. */
  readonly awsConfig: string;
  readonly signal: AbortSignal;
  readonly told: Progress;
}

export function setStage(place: StagePlace): DemoStage {
  const { sandbox, settings, folder, awsConfig, signal, told } = place;
  const env = { ...sandbox.env(), AWS_CONFIG_FILE: awsConfig };
  const type = (line: string, choices?: CommandChoices) =>
    command(line, { folder, env, signal, told }, choices);
  const credentials = sandbox.access.root(sandbox.accountId);
  const client = new CodePipelineClient({ endpoint: sandbox.url, region: settings.region, credentials });
  const pipeline = pipelineName(settings.namePrefix, pipelineId(api.repository, api.branch));
  let followed: Followed = { execution: "", rows: [] };
  const draw = () => follow(followed, { client, pipeline, told, signal });
  const followSaid = (lines: readonly string[]) => {
    followed = { execution: executionIn(lines), rows: [] };
    return draw();
  };
  return {
    ...{ sandbox, told, type, followSaid },
    watch: watcher({ sandbox, settings, signal, told }),
    write: (file, value) => writeFile(join(folder, file), stringify(value)),
    release: async () => followSaid(await type("sandbox push api api")),
    approve: async () => {
      const line = `approve ${api.repository} ${api.branch} Production --yes`;
      await type(line, { profile: approver });
      return draw();
    },
    showAccounts: (title) => showAccounts(title, place),
  };
}

function executionIn(lines: readonly string[]): string {
  const [, id] = /execution ([0-9a-f-]{36})/i.exec(lines.join("\n")) ?? [];
  if (id) return id;
  throw new Error(`No execution of the pipeline has started:\n${lines.join("\n")}`);
}

async function showAccounts(title: string, { sandbox, stateDir, told }: StagePlace): Promise<void> {
  const { drawInventory, takeInventory } = await loadSandbox();
  told.step(title);
  told.show(drawInventory(await takeInventory({ ...sandbox, pid: process.pid }, stateDir)));
}
