import { SSMClient } from "@aws-sdk/client-ssm";
import type { Settings } from "../../compiler/settings/index.js";
import { differingKeys, type Installation, readInstallation } from "../../controller/installation/index.js";
import { settingsHere } from "./settings-here.js";
import type { Terminal } from "./terminal.js";

export interface InstallationOptions {
  /** `--config`. */
  readonly config?: string;
}

/** Which installation a command talks to. */
export interface Address {
  readonly namePrefix: string;
  readonly region: string;
  /** What the local file says, and where it is. */
  readonly local?: { readonly file: string; readonly settings: Settings };
}

/**
 * The installation that a command acts on, as its parameter says. The parameter decides; a local file that says
 * something else is told, not followed.
 */
export async function openInstallation(options: InstallationOptions, out: Terminal): Promise<Installation> {
  const address = findAddress(options, process.env, process.cwd(), out);
  const client = new SSMClient({ region: address.region });
  try {
    const sha256 = process.env.STAGEWRIGHT_INSTALLATION_SHA256;
    const installation = await readInstallation(client, address.namePrefix, sha256);
    printDifference(address, installation, out);
    return installation;
  } finally {
    client.destroy();
  }
}

/** By the settings file if there is one; else by `STAGEWRIGHT_INSTALLATION` and the region of the environment. */
export function findAddress(
  options: InstallationOptions,
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
  out: Terminal,
): Address {
  const { settings, file } = settingsHere(options, out, { environment, folder });
  if (file) return { namePrefix: settings.namePrefix, region: settings.region, local: { file, settings } };
  return {
    namePrefix: environment.STAGEWRIGHT_INSTALLATION || settings.namePrefix,
    region: environment.AWS_REGION || environment.AWS_DEFAULT_REGION || settings.region,
  };
}

/** Names the keys in which a local file says something else than the installation. */
export function printDifference(
  { local }: Pick<Address, "local">,
  { settings }: Pick<Installation, "settings">,
  { say, colors }: Pick<Terminal, "say" | "colors">,
): void {
  const keys = local ? differingKeys(local.settings, settings) : [];
  if (keys.length === 0) return;
  say(
    colors.yellow(`${local?.file} differs from the installation in ${keys.join(", ")}. The installation's`) +
      colors.yellow(" settings are used; `stagewright bootstrap` takes over those of the file."),
  );
}
