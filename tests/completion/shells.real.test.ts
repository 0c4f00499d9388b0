import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Shell } from "../../cli/commands/completion/command.js";
import { scriptFor } from "../../cli/commands/completion/run.js";
import { folderWith } from "../../testing/expect/folder.js";
import { root } from "../repository/sources.js";
import { installedShells } from "../setup/shells.js";
import { startFiles, typeInto } from "./shell.js";

function folderFor(shell: Shell, files: Readonly<Record<string, string>> = {}): string {
  const [name, text] = startFiles[shell];
  const folder = folderWith({ ...files, [name]: text });
  mkdirSync(join(folder, "bin"));
  return folder;
}

/** What is typed, with its Tab, and what the line then holds. */
const completed = [
  ["stagewright vali\t", "stagewright validate "],
  ["stagewright accounts uns\t", "stagewright accounts unstick "],
  ["stagewright synth items --dr\t", "stagewright synth items --draw "],
  ["stagewright preview --format ht\t", "stagewright preview --format html "],
  ["stagewright preview --format=ht\t", "stagewright preview --format=html "],
  [
    "stagewright init --connection arn:aws:x@y=z --approv\t",
    "stagewright init --connection arn:aws:x@y=z --approver ",
  ],
  ["stagewright validate my\t", "stagewright validate my\\ item.yaml "],
  ["stagewright put --config=my\t", "stagewright put --config=my\\ item.yaml "],
  ["stagewright get my\t", "stagewright get my"],
] as const;

const hostile = `stagewright validate "$(touch dollar)" \`touch tick\` ';touch quoted' --js\t`;

describe.each(installedShells())("in a real %s, Tab", (shell) => {
  it("completes commands, options, choices and names of files, and evaluates nothing that was typed", async () => {
    const folder = folderFor(shell, { "my item.yaml": "" });
    symlinkSync(join(root, "dist", "stagewright.js"), join(folder, "bin", "stagewright"));
    const listing = "stagewright reconcile --\t";
    const typed = await typeInto(shell, folder, [...completed.map(([line]) => line), hostile, listing]);
    expect(typed.slice(0, completed.length).map(({ line }) => line)).toEqual(
      completed.map(([, line]) => line),
    );
    expect(typed.at(-2)?.line).toBe(hostile.replace("--js\t", "--json "));
    expect(typed.at(-1)?.shown).toMatch(/--config[\s\S]*--json/);
    expect(["dollar", "tick", "quoted"].filter((name) => existsSync(join(folder, name)))).toEqual([]);
  });

  it("quotes what a word holds that the shell would act upon", async () => {
    const folder = folderFor(shell, { [`${shell}.script`]: scriptFor(shell) });
    const program = join(folder, "bin", "stagewright");
    const answer = "words\\ntwo words; $(touch hacked)\\tabout\\n";
    writeFileSync(program, `#!/bin/sh\n[ "$1" = completion ] && cat ${shell}.script || printf '${answer}'\n`);
    chmodSync(program, 0o755);
    const [typed] = await typeInto(shell, folder, ["stagewright two\t"]);
    expect(typed?.line).toMatch(/^stagewright two\\ words\\;\\ \\\$\\?\(touch\\ hacked\\?\) $/);
  });
});
