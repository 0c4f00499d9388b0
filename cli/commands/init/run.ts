import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { safeParseItem } from "../../../compiler/item/index.js";
import { parseText } from "../../../compiler/reading/parse-text.js";
import type { Settings } from "../../../compiler/settings/index.js";
import { Exit } from "../../shared/exit.js";
import type { Desk } from "../../shared/questions.js";
import { settingsHere } from "../../shared/settings-here.js";
import { printDiagnostics, type Terminal } from "../../shared/terminal.js";
import { answersFrom } from "./ask.js";
import type { InitOptions } from "./command.js";
import { checkoutIn, type GitCheckout } from "./git.js";
import { type Answers, itemText } from "./item-text.js";

export interface Surroundings extends Desk {
  readonly checkout: GitCheckout;
}

/** Writes a first item that is sound, and never over a file that is there. */
export async function init(
  file: string,
  options: InitOptions,
  out: Terminal,
  around?: Surroundings,
): Promise<void> {
  if (file !== "-" && existsSync(file)) {
    out.say(`${file} is there already. Name another file: stagewright init <file>.`);
    throw new Exit(1);
  }
  const desk = around ?? { input: process.stdin, output: process.stderr };
  const checkout = around?.checkout ?? (await checkoutIn(process.cwd()));
  const answers = complete(await answersFrom(options, checkout, desk, out), out);
  const text = itemText(answers);
  refuseUnsound(text, file, settingsHere(options, out).settings, out);
  if (file === "-") {
    out.print(text);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  out.say(out.colors.green(`${file} is written.`));
  out.say(`Next: stagewright preview ${file}`);
}

function complete(
  { repository, branch, environments = [], ...rest }: Partial<Answers>,
  out: Terminal,
): Answers {
  if (repository && branch) return { repository, branch, environments, ...rest };
  out.say("error: no repository and branch were found here; name them by --repo <name> and --branch <name>");
  throw new Exit(2);
}

function refuseUnsound(text: string, file: string, settings: Settings, out: Terminal): void {
  const parsed = parseText(text, "yaml");
  const result = safeParseItem(parsed.ok ? parsed.values[0] : undefined, { settings, file });
  if (result.ok) return;
  printDiagnostics(out, result.diagnostics);
  out.say("Nothing was written: repeat it with other answers.");
  throw new Exit(1);
}
