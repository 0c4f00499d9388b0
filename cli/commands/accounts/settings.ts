import { checkChildRoles } from "../../../child-account/index.js";
import type { Settings } from "../../../compiler/settings/index.js";
import { NoInstallation } from "../../../controller/installation/index.js";
import { type InstallationOptions, openInstallation } from "../../shared/installation.js";
import { refuse } from "../../shared/refuse.js";
import { settingsHere } from "../../shared/settings-here.js";
import type { Terminal } from "../../shared/terminal.js";

/** Settings that name the account of the pipelines. */
export type CentralSettings = Settings & { readonly centralAccount: string };

/** The settings that hold: the installation's, or before `bootstrap` those of the local file. */
export async function settingsInForce(options: InstallationOptions, out: Terminal): Promise<CentralSettings> {
  try {
    return central((await openInstallation(options, out)).settings, out);
  } catch (error) {
    if (!(error instanceof NoInstallation)) throw error;
    return localSettings(options, out);
  }
}

/** The settings of the local file. Asks nobody. */
export function localSettings(options: InstallationOptions, out: Terminal): CentralSettings {
  const { settings, file } = settingsHere(options, out);
  return central(settings, out, file);
}

/** Ends the command where IAM would not take an account's roles. */
export function requireSoundRoles(settings: Settings, accounts: readonly string[], out: Terminal): void {
  const problems = accounts.flatMap((account) => checkChildRoles(settings, account));
  const seen = new Map(problems.map((problem) => [problem.path + problem.message, problem]));
  if (seen.size > 0)
    refuse(
      [...seen.values()].map((problem) => ({ file: "settings", ...problem })),
      {},
      out,
    );
}

function central(settings: Settings, out: Terminal, file = "stagewright.yaml"): CentralSettings {
  const { centralAccount } = settings;
  if (centralAccount) return { ...settings, centralAccount };
  return refuse(
    [
      {
        file,
        path: "/centralAccount",
        code: "account.central-missing",
        message: "Policies and trust name the account of the pipelines, and the settings do not.",
        hint: 'Add a line such as centralAccount: "111111111111".',
      },
    ],
    {},
    out,
  );
}
