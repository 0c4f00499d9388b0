import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { program } from "../../cli/program.js";
import { transcript } from "../../testing/expect/transcript.js";
import { isTest, readSources, root } from "../repository/sources.js";

const page = readFileSync(join(root, "docs", "cli.md"), "utf8");
const documented = [...page.matchAll(/`((?:input|item|settings|pipeline)\.[a-z-]+)`/g)].map(
  ([, code]) => code ?? "",
);

/** Every code that the compiler can give: as it stands there, or as a pattern where a part is filled in. */
async function codesInSources(): Promise<RegExp[]> {
  const sources = (await readSources()).filter(({ path }) => path.startsWith("compiler/") && !isTest(path));
  return sources.flatMap(({ text }) => [...text.matchAll(/\bcode: ["`]([a-z][^"`]+)["`]/g)].map(patternOf));
}

/** What the schemas refuse has a code without its area, which is an item's or the settings'. */
function patternOf([, code = ""]: RegExpMatchArray): RegExp {
  const known = code
    .replaceAll(".", "\\.")
    .replace(/\$\{\w+\}/g, "[a-z-]+")
    .replace(/^[a-z-]+$/, "(?:item|settings)\\.$&");
  return new RegExp(`^${known}$`);
}

describe("docs/cli.md", () => {
  it("lists every code that there is", async () => {
    const codes = await codesInSources();
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !documented.some((name) => code.test(name)))).toEqual([]);
  });

  it("lists no code that there is not, and none twice", async () => {
    const codes = await codesInSources();
    expect(documented.filter((name) => !codes.some((code) => code.test(name)))).toEqual([]);
    const table = page.slice(page.indexOf("## Codes"));
    const listed = documented.filter((name) => table.includes(`\`${name}\``));
    expect(new Set(listed).size).toBe(listed.length);
  });

  it("names every command with every option", () => {
    const root = program(transcript(), "0.0.0");
    const commands = root
      .createHelp()
      .visibleCommands(root)
      .filter((command) => command.name() !== "help");
    for (const command of commands) expect(page).toContain(`## ${command.name()}\n`);
    for (const command of commands.filter(({ commands: sub }) => sub.length === 0)) {
      const usage = page.split("\n").find((line) => line.startsWith(`\`stagewright ${command.name()} `));
      for (const { long } of command.options) expect(usage).toContain(`[${long}`);
    }
  });
});
