import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { untilSettled } from "../../cli/demo/settled.js";
import { connect } from "../../controller/installation/index.js";
import type { ProveOptions } from "./options.js";
import { type Person, sessionOf } from "./people.js";
import { provenKeyOf } from "./pipeline.js";
import { placeOf } from "./place.js";
import type { Proof } from "./proof.js";
import { type Ran, runCommand } from "./run-command.js";
import { proofSettings, soundSettings } from "./settings.js";

export interface OpenedProof extends Proof {
  /** The same for what is to be done also when the proof was stopped. */
  after(signal: AbortSignal): Proof;
  close(): Promise<void>;
}

/** Asks whose the credentials are, and makes a folder with the settings. In AWS nothing is made. */
export async function openProof(options: ProveOptions): Promise<OpenedProof> {
  const access = { region: options.region };
  const central = await placeOf(access);
  const target = options.targetProfile ? await placeOf(access, options.targetProfile) : central;
  const written = proofSettings(options, central, target);
  const settings = soundSettings(written);
  const folder = await mkdtemp(join(tmpdir(), "stagewright-prove-"));
  await writeFile(join(folder, "stagewright.yaml"), stringify(written));
  const connection = connect({ settings });
  const { patienceMs, connection: source } = options;
  const targetAccess = { ...access, ...(options.targetProfile && { profile: options.targetProfile }) };
  const key = provenKeyOf(settings);
  const fixed = { settings, key, central, target, access, targetAccess, connection, source, patienceMs };
  const forSignal = (signal: AbortSignal): Proof => ({
    ...fixed,
    signal,
    ...commandsOf(folder, fixed, { ...options, signal }),
  });
  return {
    ...forSignal(options.signal),
    after: forSignal,
    close: async () => {
      connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Fixed = Pick<Proof, "settings" | "central" | "access" | "connection">;

function commandsOf(
  folder: string,
  { settings, central, access, connection }: Fixed,
  { env, out, signal }: Pick<ProveOptions, "env" | "out" | "signal">,
): Pick<Proof, "run" | "tryOut" | "put" | "settled"> {
  const onLine = (line: string) => out.say(out.colors.dim(`  │ ${line}`));
  const start = (args: readonly string[], own: Record<string, string | undefined>) =>
    runCommand(args, { folder, env: { ...env, ...own }, onLine, signal });
  const run = async (role: Person, ...args: string[]) =>
    succeeded(await start(args, await sessionOf(role, settings, central, access)));
  return {
    run,
    tryOut: (...args) => start(args, {}),
    put: async (item) => {
      const file = join(folder, "item.json");
      await writeFile(file, JSON.stringify(item));
      await run("editor", "put", file, "--yes");
    },
    settled: (key) => untilSettled(key, { ...connection, timeoutMs: 15 * 60_000, signal }),
  };
}

/** Why a command failed: the first error of Terraform, or else its last words. */
function succeeded(ran: Ran): Ran {
  if (ran.exitCode === 0) return ran;
  const lines = ran.stderr.trim().split("\n");
  const error = lines.findIndex((line) => line.includes("Error: "));
  const last = (error < 0 ? lines.slice(-12) : lines.slice(error, error + 12)).join("\n");
  throw new Error(`exit code ${ran.exitCode}: ${last || "it said nothing"}`);
}
