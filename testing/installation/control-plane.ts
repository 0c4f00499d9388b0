import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Sandbox, type SandboxOptions, startSandbox } from "@stagewright/sandbox";
import { stringify } from "yaml";
import { untilSettled } from "../../cli/demo/settled.js";
import type { Settings } from "../../compiler/settings/index.js";
import { type ControlPlaneNames, controlPlaneNames } from "../../controller/installation/index.js";
import {
  Activities,
  type ConfigTable,
  configTable,
  dynamoDbRows,
  Ledger,
  type LedgerRecord,
  type PipelineKey,
  systemClock,
} from "../../controller/records/index.js";
import { cloneCheckout, defaultSandbox } from "../clone.js";
import { testSettings, writtenSettings } from "../items/settings.js";
import { times } from "../items/times.js";
import type { AccountAccess } from "./installation.js";
import { inventoryOf } from "./inventory.js";
import { noteRootCalls } from "./root-calls.js";
import { openSessions, type People, type Session } from "./sessions.js";
import { type CommandOutcome, stagewright, startStagewright } from "./stagewright.js";

/** What a control plane is put up in, worked on by the command as a user would. */
export interface ControlPlane {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  readonly names: ControlPlaneNames;
  /** Of the onlooker. */
  readonly client: AccountAccess;
  readonly people: People;
  /** Of the editor, as the ledger is. */
  readonly table: ConfigTable;
  readonly ledger: Ledger;
  readonly activities: Activities;
  /** The command, as who may run it types it: beside the settings, with the sandbox's environment. */
  stagewright(...args: string[]): Promise<CommandOutcome>;
  /** Kills the command, and nothing that it has started, at its first call of this kind. No signal when it ended before. */
  killedAt(action: string, ...args: string[]): Promise<Ended>;
  writeSettings(changes: object): Promise<void>;
  /** The file of an item. */
  fileOf(item: object): Promise<string>;
  /** `stagewright put` of an item. Throws when it fails. */
  put(item: object): Promise<void>;
  /** The pipelines' records once their items have been dealt with; undefined where there is none any more. */
  settled(...keys: PipelineKey[]): Promise<(LedgerRecord | undefined)[]>;
  inventory(): Promise<string[]>;
  /** What an account's root did since the people were there. */
  rootCalls(): string[];
  close(): Promise<void>;
}

export interface Ended {
  readonly signal: string | undefined;
  readonly stderr: string;
}

const timeoutMs = times(240_000);

/**
 * An account with people in it and nothing else, and target accounts that the operator may prepare. All of it is where
 * README.md puts it: in a checkout, the sandbox's state below its package.json. `account`: what differs in it from others.
 */
export async function startControlPlane(
  changes: object = {},
  targets: readonly string[] = [],
  account: Pick<SandboxOptions, "codeBuild" | "settling"> = {},
): Promise<ControlPlane> {
  const settings = testSettings(changes);
  const folder = await cloneCheckout();
  const stateDir = join(folder, defaultSandbox);
  const codePipeline = { startsItself: false };
  const sandbox = await startSandbox({ ...account, stateDir, region: settings.region, codePipeline });
  const close = async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  const people = await openSessions(sandbox, settings, targets);
  const plane = assemble({ sandbox, settings, people, folder, stateDir, close });
  await plane.writeSettings(changes);
  await writeFile(join(folder, awsConfig), profilesOf(settings, people));
  return plane;
}

const awsConfig = "aws-config";

/** The operator's own configuration of AWS: the profiles by which settings say that target accounts are reached. */
function profilesOf({ childAccount: { accounts } }: Settings, { administrators }: People): string {
  const lines = Object.entries(accounts).flatMap(([account, { profile }]) => {
    const { accessKeyId, secretAccessKey, sessionToken } = administrators[account] ?? {};
    return [
      `[profile ${profile}]`,
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
      `aws_session_token = ${sessionToken}`,
    ];
  });
  return lines.join("\n");
}

interface Parts extends Pick<ControlPlane, "sandbox" | "settings" | "people" | "close"> {
  readonly folder: string;
  readonly stateDir: string;
}

function assemble({ sandbox, settings, people, folder, stateDir, close }: Parts): ControlPlane {
  const names = controlPlaneNames(settings);
  const roots = noteRootCalls(sandbox);
  const as = (credentials: Session) => ({ endpoint: sandbox.url, region: settings.region, credentials });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(as(people.editor)));
  const rows = dynamoDbRows(documents, names.ledger);
  const [ledger, activities] = [new Ledger(rows, systemClock), new Activities(rows, systemClock)];
  const table = configTable(documents, names.table);
  const place = (args: readonly string[]) => ({
    cwd: folder,
    env: { ...environmentOf(sandbox, whoRuns(args, people)), AWS_CONFIG_FILE: join(folder, awsConfig) },
  });
  const fileOf = async (item: object) => {
    const file = join(await mkdtemp(join(folder, "item-")), "item.json");
    await writeFile(file, JSON.stringify(item));
    return file;
  };
  const run = (...args: string[]) => stagewright(args, place(args));
  return {
    ...{ sandbox, settings, names, people, table, ledger, activities, close },
    client: as(people.onlooker),
    stagewright: run,
    killedAt: async (action, ...args) => {
      const child = startStagewright(args, place(args));
      sandbox.gateway.faults.onMatch({ action }, "first", () => void child.kill("SIGKILL"));
      const { signal, stderr } = await child;
      return { signal, stderr: String(stderr) };
    },
    writeSettings: (changes) =>
      writeFile(join(folder, "stagewright.yaml"), stringify(writtenSettings(changes))),
    fileOf,
    put: async (item) => void expectSuccess(await run("put", await fileOf(item), "--yes")),
    settled: (...keys) => Promise.all(keys.map((key) => untilSettled(key, { table, ledger, timeoutMs }))),
    inventory: () => roots.aside(() => inventoryOf(sandbox, stateDir)),
    rootCalls: roots.list,
  };
}

/** As docs/security.md divides the work. */
function whoRuns([command = ""]: readonly string[], { operator, editor }: People): Session {
  return ["accounts", "bootstrap", "doctor"].includes(command) ? operator : editor;
}

function environmentOf(sandbox: Sandbox, session: Session): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  const { accessKeyId, secretAccessKey, sessionToken } = session;
  const own = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
  return { PATH, HOME, TMPDIR, ...sandbox.env(), ...own };
}

export function expectSuccess(outcome: CommandOutcome): CommandOutcome {
  if (outcome.exitCode === 0) return outcome;
  throw new Error(`exit code ${outcome.exitCode}\n${outcome.stderr}\n${outcome.stdout}`);
}
