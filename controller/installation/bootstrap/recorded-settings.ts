import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Settings } from "../../../compiler/index.js";
import { compareReleases } from "../bundle/index.js";
import { UnsoundInstallation } from "../format.js";
import type { Installation } from "../installation.js";
import { tryReadInstallation } from "../read.js";
import type { Prompt } from "./prompt.js";

/** What an earlier `bootstrap` wrote; undefined if none did, or if what it wrote cannot be read any more. */
export async function readRecordedSettings(
  client: SSMClient,
  namePrefix: string,
  { say }: Pick<Prompt, "say">,
): Promise<Installation | undefined> {
  try {
    return await tryReadInstallation(client, namePrefix);
  } catch (error) {
    if (!(error instanceof UnsoundInstallation)) throw error;
    say(error.message);
    return undefined;
  }
}

/** Throws where going on would lose something: a newer control plane, or where things are kept. */
export function refuseLoss(before: Installation | undefined, settings: Settings, version: string): void {
  if (!before) return;
  if (compareReleases(before.version, version) > 0) throw downgrade(before.version, version);
  const moved = movedIn(before.settings, settings);
  if (moved.length === 0) return;
  throw new Error(
    `These settings cannot change once an installation is there, since what they name would be left behind:\n${moved.join("\n")}\n` +
      "Put them back in stagewright.yaml; or take another namePrefix for a second installation; or remove this one by `stagewright bootstrap --destroy`.",
  );
}

function downgrade(newer: string, version: string): Error {
  return new Error(
    `This installation was made by stagewright ${newer}, and this is ${version}: an older one may not know all that the newer one made. Nothing was done.\n` +
      `Install stagewright ${newer} or newer, and run bootstrap again.`,
  );
}

function movedIn(before: Settings, settings: Settings): string[] {
  const places = (of: Settings): Record<string, string> => ({
    region: of.region,
    table: of.table,
    "state.bucket": of.state.bucket,
    "state.lockTable": of.state.lockTable,
  });
  const now = places(settings);
  return Object.entries(places(before))
    .filter(([name, value]) => now[name] !== value)
    .map(([name, value]) => `  ${name}: ${value}, now ${now[name]}`);
}
