import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { PythonPackages } from "./install.js";

export interface EmulatorOptions {
  readonly packages: PythonPackages;
  /** Everything that the emulator keeps. A second start with the same folder finds what the first one left. */
  readonly stateDir: string;
  /** 12 digits: the account of calls that name none. */
  readonly accountId: string;
  readonly region: string;
  /**
   * The address that Lambda functions call, given the emulator's own; by default just that. It is asked for before the
   * emulator answers its first call, so that a gateway can stand in front from the start.
   */
  readonly endpoint?: (emulatorUrl: string) => string | Promise<string>;
  readonly signal?: AbortSignal;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly pid: number;
  /** Settles when the emulator has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Saves the state and ends the emulator with all its children. */
  close(): Promise<void>;
}

type Launcher = ChildProcessByStdio<Writable, Readable, null>;

const LAUNCHER = fileURLToPath(new URL("./launcher.py", import.meta.url));
/** Milliseconds; a start takes under one second on an idle machine. */
const START_TIMEOUT = 60_000;
/** Milliseconds; more than the launcher's own grace, after which it kills its process group. */
const END_TIMEOUT = 30_000;

/** Starts MiniStack on a free port of the loopback interface and waits until it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  options.signal?.throwIfAborted();
  const logFile = join(options.stateDir, "log");
  const launcher = await launch(options, logFile);
  const ended = untilEnded(launcher);
  const close = () => end(launcher, ended);
  try {
    const url = await withinStart(begin(launcher, options, ended), ended, options.signal);
    return { url, pid: launcher.pid ?? 0, ended, close };
  } catch (error) {
    await close();
    options.signal?.throwIfAborted();
    throw new Error(`the emulator did not start: ${messageOf(error)}\n${await tail(logFile)}`, {
      cause: error,
    });
  }
}

async function launch(options: EmulatorOptions, logFile: string): Promise<Launcher> {
  const temporary = join(options.stateDir, "tmp");
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const log = await open(logFile, "w");
  try {
    return spawn(options.packages.python, ["-s", LAUNCHER], {
      cwd: temporary,
      env: environment(options, temporary),
      stdio: ["pipe", "pipe", log.fd],
      // A process group of its own, with which Lambda functions end too; and no Ctrl-C from the terminal.
      detached: true,
    }) as Launcher;
  } finally {
    await log.close();
  }
}

/** See MiniStack's README for its settings. Nothing of the caller's environment goes in but where programs are. */
function environment(options: EmulatorOptions, temporary: string): Record<string, string> {
  return {
    ...options.packages.env,
    // Lambda functions run on this very Node.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: temporary,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    AUTH: "true",
    CLOUDTRAIL_RECORDING: "1",
    MINISTACK_ACCOUNT_ID: options.accountId,
    MINISTACK_REGION: options.region,
    PERSIST_STATE: "1",
    STATE_DIR: join(options.stateDir, "services"),
    S3_PERSIST: "1",
    S3_DATA_DIR: join(options.stateDir, "objects"),
    BIND_HOST: "127.0.0.1",
    // Both listen on fixed ports of all interfaces.
    SFTP_ENABLED: "0",
    IOT_MTLS_ENABLED: "0",
    // No containers, even where Docker runs: MiniStack would remove those of others at its start.
    DOCKER_HOST: `unix://${join(temporary, "no-docker")}`,
    LOG_LEVEL: "WARNING",
  };
}

/** The exchange that launcher.py describes. */
async function handshake(launcher: Launcher, options: EmulatorOptions): Promise<string> {
  const [line] = (await once(createInterface(launcher.stdout), "line")) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const endpoint = (await options.endpoint?.(url)) ?? url;
  launcher.stdin.write(`${JSON.stringify({ endpoint })}\n`);
  return url;
}

async function begin(launcher: Launcher, options: EmulatorOptions, ended: Promise<void>): Promise<string> {
  const url = await handshake(launcher, options);
  // A broken connection means that the process is about to end, and its end says more.
  await untilHealthy(url).catch((error) => ended.then(() => Promise.reject(error)));
  return url;
}

/** The port is open from the start: the first answer comes when MiniStack is ready. */
async function untilHealthy(url: string): Promise<void> {
  const response = await fetch(`${url}/_ministack/health`);
  await response.body?.cancel();
}

async function withinStart<T>(step: Promise<T>, ended: Promise<void>, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.any([AbortSignal.timeout(START_TIMEOUT), ...(signal ? [signal] : [])]);
  const late = once(limit, "abort").then(() => {
    throw new Error(`it was not ready within ${START_TIMEOUT / 1000} seconds`);
  });
  const died = ended.then(() => {
    throw new Error("its process ended");
  });
  return Promise.race([step, died, late]);
}

async function untilEnded(launcher: Launcher): Promise<void> {
  // Writing to a process that has just died is no failure of its own: its end is what counts.
  launcher.stdin.on("error", () => {});
  await once(launcher, "exit").catch(() => {});
  killGroup(launcher);
}

async function end(launcher: Launcher, ended: Promise<void>): Promise<void> {
  launcher.stdin.end();
  const timer = setTimeout(() => killGroup(launcher), END_TIMEOUT);
  await ended;
  clearTimeout(timer);
}

function killGroup({ pid }: Launcher): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-20).join("\n");
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
