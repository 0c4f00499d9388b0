import { checkChildRoles } from "../../../child-account/index.js";
import type { Diagnostic } from "../../../compiler/diagnostics/index.js";
import { readSettings } from "../../../compiler/reading/index.js";
import type { Settings } from "../../../compiler/settings/index.js";
import { NoInstallation } from "../../../controller/installation/index.js";
import { Exit } from "../../shared/exit.js";
import { type InstallationOptions, openInstallation } from "../../shared/installation.js";
import { printDiagnostics, type Terminal } from "../../shared/terminal.js";

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
export function localSettings({ config }: InstallationOptions, out: Terminal): CentralSettings {
  const read = readSettings({ config, environment: process.env, folder: process.cwd() });
  if (!read.ok) return stop(read.diagnostics, out);
  return central(read.value.settings, out, read.value.file);
}

/** Ends the command where IAM would not take an account's roles. */
export function requireSoundRoles(settings: Settings, accounts: readonly string[], out: Terminal): void {
  const problems = accounts.flatMap((account) => checkChildRoles(settings, account));
  const seen = new Map(problems.map((problem) => [problem.path + problem.message, problem]));
  if (seen.size > 0)
    stop(
      [...seen.values()].map((problem) => ({ file: "settings", ...problem })),
      out,
    );
}

function central(settings: Settings, out: Terminal, file = "stagewright.yaml"): CentralSettings {
  const { centralAccount } = settings;
  if (centralAccount) return { ...settings, centralAccount };
  return stop(
    [
      {
        file,
        path: "/centralAccount",
        code: "account.central-missing",
        message: "Policies and trust name the account of the pipelines, and the settings do not.",
        hint: 'Add a line such as centralAccount: "111111111111".',
      },
    ],
    out,
  );
}

function stop(diagnostics: readonly Diagnostic[], out: Terminal): never {
  printDiagnostics(out, diagnostics);
  throw new Exit(1);
}
