import { resolve } from "node:path";
import type { Writable } from "node:stream";
import { Command, InvalidArgumentError } from "commander";
import { defaultProgram } from "../branding.js";
import { environmentOf } from "../environment.js";
import { gitVariablesOf } from "../git-configuration.js";
import { findSandbox, type Registration } from "../registration.js";
import { shellWord } from "../shell-word.js";
import { takeDown } from "./down.js";
import { untilInterrupted } from "./interrupt.js";
import { exportLines, profileLines } from "./shell.js";
import { drawInventory } from "./show.js";

/** Where results and where progress are written. */
export interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

const defaultDir = ".stagewright/sandbox";

interface DirOption {
  readonly dir: string;
}

/**
 * `up | env | push | show | complete | down` of the program that people call by this name, which hints give too. Failures are thrown, for
 * who runs the command to tell. What takes long to load is loaded by the call that needs it.
 */
export function sandboxCommand(streams: Streams = process, program = defaultProgram): Command {
  return new Command(program)
    .description("an AWS account on this machine")
    .addCommand(up(streams, program))
    .addCommand(env(streams, program))
    .addCommand(push(streams, program))
    .addCommand(show(streams, program))
    .addCommand(complete(streams, program))
    .addCommand(down(streams));
}

/** Every call finds the sandbox by its folder. */
const call = (name: string) =>
  new Command(name).option("--dir <folder>", "where the sandbox keeps its state", defaultDir);

interface UpFlags extends DirOption {
  readonly port?: number;
  readonly account?: string;
  readonly region?: string;
  readonly allowOrigin?: readonly string[];
  readonly repository?: Readonly<Record<string, string>>;
  readonly pipelineStarts: boolean;
}

const up = ({ stderr }: Streams, program: string) =>
  call("up")
    .description("start the sandbox and run it until interrupted")
    .option("--port <number>", "where to answer (default: the port of last time if it is free)", port)
    .option(
      "--account <id>",
      "the account that `env` gives the credentials of (default: 111111111111)",
      account,
    )
    .option("--region <name>", "the region that `env` gives (default: eu-central-1)")
    .option("--allow-origin <url>", "a web page's origin that may call; may be given again", origins)
    .option(
      "--repository <owner/name=folder>",
      "a git repository that stands for one that connections reach; may be given again",
      repositories,
    )
    .option("--no-pipeline-starts", "start pipelines only when told to: not when made, not by events")
    .action(async ({ dir, ...flags }: UpFlags) => {
      const { runSandbox } = await import("./up.js");
      const place = { stateDir: resolve(dir), suffix: suffixFor(dir), program };
      const who = optionsOf(flags);
      await untilInterrupted((signal) => runSandbox({ ...place, ...who, signal, progress: stderr }));
    });

function optionsOf({ account: accountId, allowOrigin: allowOrigins, ...flags }: Omit<UpFlags, "dir">) {
  const { repository, pipelineStarts, ...place } = flags;
  return {
    ...place,
    codePipeline: { startsItself: pipelineStarts },
    ...(accountId && { accountId }),
    ...(allowOrigins && { allowOrigins }),
    ...(repository && { repositories: repository }),
  };
}

interface EnvFlags extends DirOption {
  readonly account?: string;
  readonly git?: boolean;
  readonly profile?: string;
}

const env = ({ stdout, stderr }: Streams, program: string) =>
  call("env")
    .description("print shell lines that point AWS tools at the sandbox")
    .option("--account <id>", "for the root of another account", account)
    .option("--git", "also what git needs, which replaces what GIT_CONFIG_COUNT says")
    .option("--profile <name>", "print this profile of a credentials file instead of shell lines", profile)
    .action(async ({ dir, account: accountId, git = false, profile: name }: EnvFlags) => {
      const sandbox = await running(dir, program);
      const variables = environmentOf({ ...sandbox, ...(accountId && { accountId }) });
      stdout.write(name ? profileLines(name, variables) : exportLines(variables));
      if (name) return;
      if (git) stdout.write(exportLines(gitVariablesOf(sandbox)));
      if (process.env.AWS_SESSION_TOKEN) {
        stderr.write(
          "AWS_SESSION_TOKEN is set, and AWS tools would send it along. Remove it: unset AWS_SESSION_TOKEN\n",
        );
      }
    });

interface PushFlags extends DirOption {
  readonly account?: string;
  readonly force?: boolean;
}

const push = ({ stderr }: Streams, program: string) =>
  call("push")
    .description("push a folder, a git repository or a plain one, to a repository of the sandbox")
    .argument("<folder>", "what to push")
    .argument("<repository>", "the CodeCommit repository, which is made if there is none")
    .argument("[branch]", "default: the branch that the folder is on, or main")
    .option("--account <id>", "to a repository of another account", account)
    .option("--force", "also over commits that the folder does not have")
    .action(async (folder: string, repository: string, branch: string | undefined, flags: PushFlags) => {
      const { dir, account: accountId, force = false } = flags;
      const sandbox = { ...(await running(dir, program)), ...(accountId && { accountId }) };
      const { pushFolder } = await import("./push/index.js");
      const what = { folder: resolve(folder), repository, force, ...(branch && { branch }) };
      await pushFolder({ sandbox, ...what, progress: stderr });
    });

const show = ({ stdout }: Streams, program: string) =>
  call("show")
    .description("print what is in the accounts")
    .option("--json", "as JSON")
    .action(async ({ dir, json }: DirOption & { readonly json?: boolean }) => {
      const sandbox = await running(dir, program);
      const { takeInventory } = await import("./inventory/index.js");
      const accounts = await takeInventory(sandbox, resolve(dir));
      stdout.write(`${json ? JSON.stringify({ accounts }, undefined, 2) : drawInventory(accounts)}\n`);
    });

const complete = ({ stderr }: Streams, program: string) =>
  call("complete")
    .description("complete a connection, or set up a host, as a person would in AWS's console")
    .argument("<arn>", "of the connection or the host")
    .action(async (arn: string, { dir }: DirOption) => {
      const { completeAt } = await import("./complete.js");
      await completeAt(await running(dir, program), arn);
      stderr.write(`${arn} is available.\n`);
    });

const down = ({ stderr }: Streams) =>
  call("down")
    .description("end the sandbox; its state is kept")
    .option("--delete", "also delete its state")
    .action(async ({ dir, delete: remove = false }: DirOption & { readonly delete?: boolean }) => {
      const wasRunning = await takeDown({ stateDir: resolve(dir), remove });
      stderr.write(wasRunning ? `The sandbox in ${dir} has ended.\n` : `No sandbox runs in ${dir}.\n`);
    });

async function running(dir: string, program: string): Promise<Registration> {
  const sandbox = await findSandbox(resolve(dir));
  if (!sandbox) throw new Error(`No sandbox runs in ${dir}. Start one: ${program} up${suffixFor(dir)}`);
  return sandbox;
}

/** Other characters would have to be quoted in the file, and the tools do not agree how. */
function profile(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text;
  throw new InvalidArgumentError("A profile's name is made of letters, digits and ._-");
}

const suffixFor = (dir: string) => (dir === defaultDir ? "" : ` --dir ${shellWord(dir)}`);

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new InvalidArgumentError("A port is a whole number from 1 to 65535.");
}

/** `http://localhost:3000`, as a browser's `Origin` header has it. */
function origins(text: string, given: readonly string[] = []): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && url.origin !== "null" && url.href === `${url.origin}/`;
  if (isOrigin) return [...given, url.origin];
  throw new InvalidArgumentError(
    "An origin is a scheme, a host and perhaps a port, such as http://localhost:3000.",
  );
}

/** `owner/name=folder` → the folder by the repository's id. */
function repositories(
  text: string,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, id, folder] = /^([^=/]+\/[^=]+)=(.+)$/.exec(text) ?? [];
  if (id !== undefined && folder !== undefined) return { ...given, [id]: resolve(folder) };
  throw new InvalidArgumentError("A repository is its owner and name, and a folder: acme/shop=../shop.");
}

function account(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("An account id is 12 digits.");
}
