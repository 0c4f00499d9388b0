import { checkSettings, type Settings } from "../../../compiler/settings/index.js";
import * as controller from "../../../controller/installation/bootstrap/index.js";
import { confirm } from "../../shared/confirm.js";
import { Exit } from "../../shared/exit.js";
import { interruptible } from "../../shared/interrupt.js";
import { settingsHere } from "../../shared/settings-here.js";
import type { Terminal } from "../../shared/terminal.js";
import type { BootstrapCommandOptions } from "./command.js";

/** Makes, upgrades or removes the control plane. JSON: `{"changed", "installation", "outputs"}`, or `{"destroyed"}`. */
export async function bootstrapHere(
  options: BootstrapCommandOptions,
  version: string,
  out: Terminal,
): Promise<void> {
  requireAnswer(options, out);
  const settings = settingsFrom(options, out);
  const clients = controller.bootstrapClients(settings.region);
  const { say, progress } = out;
  const prompt = { say, progress, confirm: (question: string) => confirm(question, out, options) };
  if (options.unlock) await unlock(options.unlock, settings, clients, prompt);
  await interruptible(async (signal) => {
    const place = { env: process.env, cwd: process.cwd() };
    const run = { ...place, settings, version, clients, prompt, signal };
    await (options.destroy ? runDestroy(run, options, out) : runBootstrap(run, options, out));
  });
}

/** Also where, in the end, nothing turns out to need an answer: a script should not depend on that. */
function requireAnswer({ yes }: BootstrapCommandOptions, { say }: Terminal): void {
  if (yes || process.stdin.isTTY) return;
  say(
    "There is no terminal to ask at: repeat it with --yes to say beforehand that it may. Nothing was changed.",
  );
  throw new Exit(2);
}

function settingsFrom(options: BootstrapCommandOptions, out: Terminal): Settings {
  const { settings, file } = settingsHere(options, out);
  if (file) return settings;
  out.say("No stagewright.yaml found: using the documented defaults.");
  return settingsWithoutFile(process.env);
}

/** Prefix and region as every other command finds them. */
function settingsWithoutFile({
  STAGEWRIGHT_INSTALLATION,
  AWS_REGION,
  AWS_DEFAULT_REGION,
}: NodeJS.ProcessEnv) {
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  const namePrefix = STAGEWRIGHT_INSTALLATION;
  const { settings, problems } = checkSettings({
    ...(region && { region }),
    ...(namePrefix && { namePrefix }),
  });
  if (!settings) throw new Error(problems.map(({ message, hint }) => `${message} ${hint}`).join("\n"));
  return settings;
}

async function unlock(
  id: string,
  written: Settings,
  clients: controller.BootstrapClients,
  { say, confirm: ask }: controller.Prompt,
): Promise<void> {
  const { settings } = controller.completeSettings(written, await controller.callersAccount(clients.sts));
  await ask(`Has the run that holds the lock ${id} ended for certain?`);
  say(
    (await controller.unlock(id, settings, clients))
      ? "The lock is given back."
      : "There is no such lock any more.",
  );
}

async function runBootstrap(
  run: controller.BootstrapOptions,
  { json }: BootstrapCommandOptions,
  out: Terminal,
) {
  const { changed, installation, outputs } = await controller.bootstrap(run);
  if (json) out.data({ changed, installation, outputs });
  if (!changed) {
    out.say(out.colors.green("Nothing to do: the control plane is as it should be."));
    return;
  }
  for (const [name, value] of Object.entries(outputs)) out.say(`  ${name}: ${value}`);
  out.say(out.colors.green(`The control plane "${installation.settings.namePrefix}" is there.`));
  out.say(
    `What to do next: put items into the table ${installation.settings.table} (stagewright put items/).`,
  );
}

async function runDestroy(
  run: controller.BootstrapOptions,
  { json }: BootstrapCommandOptions,
  out: Terminal,
) {
  const something = await controller.destroyInstallation(run);
  if (json) out.data({ destroyed: something });
  out.say(something ? out.colors.green("The installation is gone.") : "There is no installation here.");
}
