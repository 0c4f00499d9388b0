import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withItems } from "../../../compiler/compile.js";
import { inPlainForm } from "../../../compiler/item/index.js";
import { areSound, readInputs } from "../../shared/inputs.js";
import { endWith, refuse } from "../../shared/refuse.js";
import { count, type Terminal } from "../../shared/terminal.js";
import type { ConvertOptions } from "./command.js";
import { forms } from "./forms.js";

interface NamedItem {
  /** Its file in a folder, without the ending. */
  readonly name: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** Writes sound items in plain form. Files that are there already are never written over. */
export async function convert(
  paths: readonly string[],
  options: ConvertOptions,
  out: Terminal,
): Promise<void> {
  const inputs = await readInputs(paths, options);
  if (!areSound(inputs)) return refuse(inputs.diagnostics, {}, out);
  const named = withItems(inputs).map(({ pipeline, read }) => ({
    name: pipeline.id,
    item: inPlainForm(read.value),
  }));
  if (options.out === "-") out.print(forms[options.to].write(named.map(({ item }) => item)));
  else writeEach(named, options, out);
}

function writeEach(items: readonly NamedItem[], { to, out: folder }: ConvertOptions, out: Terminal): void {
  const { ending, write } = forms[to];
  const files = items.map(({ name, item }) => ({ file: join(folder, `${name}.${ending}`), item }));
  const there = files.filter(({ file }) => existsSync(file));
  if (there.length > 0) {
    for (const { file } of there) out.say(`${file} is there already.`);
    endWith("Nothing was written. Remove these files, or name another folder.", out);
  }
  mkdirSync(folder, { recursive: true });
  for (const { file, item } of files) writeFileSync(file, write([item]), { flag: "wx" });
  out.say(out.colors.green(`${count(files.length, "item")} in ${folder}.`));
}
