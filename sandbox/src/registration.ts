import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "./process.js";
import { keepSecret, readSecret } from "./secret.js";

/** Who runs a sandbox in a state folder, and how to reach it. */
export interface Registration {
  readonly pid: number;
  /** `http://127.0.0.1:PORT`, which everything calls. */
  readonly url: string;
  /** What is behind it, which also says what it holds: see `emulator/places.ts`. */
  readonly emulatorUrl: string;
  readonly accountId: string;
  readonly region: string;
  /** What every root signs with; it stands in a file of its own. */
  readonly secret: string;
}

/** A state folder that is ours until released. */
export interface Claim {
  readonly secret: string;
  /** Says how to reach the sandbox, once it can be reached. */
  publish(sandbox: Omit<Registration, "pid" | "secret">): Promise<void>;
  release(): Promise<void>;
}

/** Milliseconds. */
const answerTimeout = 5_000;

const fileIn = (stateDir: string) => join(stateDir, "sandbox.json");

/** Takes a state folder for this process. Throws when another sandbox runs in it, and says how the program ends it. */
export async function claimFolder(stateDir: string, program: string): Promise<Claim> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const file = fileIn(stateDir);
  if (!(await create(file))) {
    await refuseWhenInUse(stateDir, program);
    await rm(file, { force: true });
    if (!(await create(file))) throw new Error(`Another sandbox has just been started in ${stateDir}.`);
  }
  return {
    secret: await keepSecret(stateDir),
    async publish({ url, emulatorUrl, accountId, region }) {
      const registration = { pid: process.pid, url, emulatorUrl, accountId, region };
      await writeFile(`${file}.new`, `${JSON.stringify(registration, undefined, 2)}\n`);
      await rename(`${file}.new`, file);
    },
    release: () => rm(file, { force: true }),
  };
}

/** The sandbox that runs in a folder, if one does and answers. What a killed one left behind is not taken for one. */
export async function findSandbox(stateDir: string): Promise<Registration | undefined> {
  const found = await read(stateDir);
  return found && isPublished(found) && isAlive(found.pid) && (await answers(found)) ? found : undefined;
}

/** Makes the file with its content in one step, so that nobody reads half of it. */
async function create(file: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid }));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function refuseWhenInUse(stateDir: string, program: string): Promise<void> {
  const found = await read(stateDir);
  if (!found || !isAlive(found.pid)) return;
  if (!isPublished(found)) {
    throw new Error(
      `Process ${found.pid} is starting a sandbox in ${stateDir}. If it is not, remove ${fileIn(stateDir)}.`,
    );
  }
  if (await answers(found)) {
    throw new Error(
      `A sandbox already runs in ${stateDir}: ${found.url}, process ${found.pid}. End it with "${program} down", or give another folder with --dir.`,
    );
  }
}

type Unpublished = Pick<Registration, "pid">;

async function read(stateDir: string): Promise<Registration | Unpublished | undefined> {
  const text = await readFile(fileIn(stateDir), "utf8").catch(() => "");
  return text ? { ...JSON.parse(text), secret: await readSecret(stateDir) } : undefined;
}

const isPublished = (found: Registration | Unpublished): found is Registration => "url" in found;

/** Any answer will do: the port may have gone to another program, but then the process would be gone too. */
async function answers({ url, secret }: Registration): Promise<boolean> {
  const response = await fetch(`${url}/_stagewright/faults`, {
    headers: { Authorization: `Bearer ${secret}` },
    signal: AbortSignal.timeout(answerTimeout),
  }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok === true;
}
