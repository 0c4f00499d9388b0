import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { rootsWith } from "../root.js";
import { newSecret } from "../secret.js";
import type { Credentials } from "../service.js";
import type { PythonPackages } from "./install.js";
import { type Launcher, launch } from "./launcher.js";
import type { PipelineStart } from "./pipeline-start.js";
import { bearer, type PrivateAddress } from "./private.js";
import { type Settling, settings, type UnjudgedTypes } from "./settings.js";
import type { Trouble } from "./trouble.js";

export interface EmulatorOptions {
  readonly packages: PythonPackages;
  /** Everything that the emulator keeps. A second start with the same folder finds what the first one left. */
  readonly stateDir: string;
  /** 12 digits: the account of calls that name none. */
  readonly accountId: string;
  readonly region: string;
  /** Default `refuse`. */
  readonly unjudgedTypes?: UnjudgedTypes;
  /** Default: nothing waits. */
  readonly settling?: Settling;
  /** Hears of functions that cannot start, or that fail what is sent to them: of each once, as it stands. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Hears of events that reach a pipeline, from who may start it. */
  readonly onPipelineStart?: (start: PipelineStart) => void;
  /** What every account's root signs with, and what proves that the sandbox itself calls. Default: a new one. */
  readonly secret?: string;
  /** Calls off a start. */
  readonly signal?: AbortSignal;
}

export interface Emulator extends PrivateAddress {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The root of any account: 12 digits. */
  readonly root: (accountId: string) => Credentials;
  readonly pid: number;
  /** Settles when the emulator has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Saves the state and ends the emulator with all its children. */
  close(): Promise<void>;
}

/** An emulator whose address is known, so that something can be put in front of it, and which answers nobody yet. */
export interface PreparedEmulator extends Emulator {
  /** Begins to answer. Lambda functions call the given address, by default the emulator's own. */
  open(endpoint?: string): Promise<void>;
}

/** Milliseconds; a start takes under one second on an idle machine. */
const startTimeout = 60_000;

/** Starts MiniStack on a free port of the loopback interface and waits until it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const emulator = await prepareEmulator(options);
  await emulator.open();
  return emulator;
}

/** Takes a free port of the loopback interface. See `launcher.py` for the exchange of lines. */
export async function prepareEmulator(options: EmulatorOptions): Promise<PreparedEmulator> {
  options.signal?.throwIfAborted();
  const { secret = newSecret() } = options;
  const launcher = await prepare(options);
  const { url } = JSON.parse(await withinStart(launcher.hello, launcher, options.signal)) as { url: string };
  launcher.onLine((line) => {
    const told = readLine(line);
    if ("pipeline" in told) options.onPipelineStart?.(told);
    else options.onTrouble?.(told);
  });
  const { pid, ended, end: close } = launcher;
  const open = async (endpoint = url) => {
    launcher.tell(JSON.stringify({ endpoint, secret }));
    await withinStart(untilHealthy({ url, secret }, ended), launcher, options.signal);
  };
  return { url, secret, root: rootsWith(secret), pid, ended, open, close };
}

async function prepare({ packages, accountId, region, ...options }: EmulatorOptions): Promise<Launcher> {
  const { unjudgedTypes = "refuse", settling = {} } = options;
  const stateDir = resolve(options.stateDir);
  const temporary = join(stateDir, "tmp");
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  // Functions and what runs them are unpacked here. Node takes `.js` for what the next package.json above says, and the
  // folder may lie below one that says "module".
  await writeFile(join(temporary, "package.json"), '{ "type": "commonjs" }\n');
  return launch({
    python: packages.python,
    env: {
      ...packages.env,
      ...settings({ stateDir, temporary, accountId, region, unjudgedTypes, settling }),
    },
    workDir: temporary,
    logFile: join(stateDir, "log"),
  });
}

/** The port is open from the start: the first answer comes when MiniStack is ready. */
async function untilHealthy({ url, secret }: PrivateAddress, ended: Promise<void>): Promise<void> {
  // A broken connection means that the process is about to end, and its end says more.
  const response = await fetch(`${url}/_ministack/health`, { headers: bearer(secret) }).catch((error) =>
    ended.then(() => Promise.reject(error)),
  );
  await response.body?.cancel();
}

/** Waits for one step of the start. An emulator that does not get through it is ended. */
async function withinStart<T>(step: Promise<T>, launcher: Launcher, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.any([AbortSignal.timeout(startTimeout), ...(signal ? [signal] : [])]);
  try {
    return await Promise.race([step, untilOver(launcher), untilAborted(limit)]);
  } catch (error) {
    await launcher.end();
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The emulator did not start: ${reason}\n${await launcher.lastWords()}`, { cause: error });
  }
}

async function untilOver({ ended }: Launcher): Promise<never> {
  await ended;
  throw new Error("its process ended.");
}

async function untilAborted(limit: AbortSignal): Promise<never> {
  if (!limit.aborted) await once(limit, "abort");
  throw new Error(`it was not ready within ${startTimeout / 1000} seconds.`);
}

/** A line that the emulator writes to its sandbox; see launcher.py. */
function readLine(line: string): Trouble | PipelineStart {
  return JSON.parse(line);
}
