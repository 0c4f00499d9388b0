import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { program } from "../../cli/program.js";
import { checkSettings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { transcript } from "../../testing/expect/transcript.js";
import { root } from "../repository/sources.js";

const read = (page: string) => readFileSync(join(root, "docs", page), "utf8");
const blocks = [...read("into-aws.md").matchAll(/```yaml\n# (\S+)\n(.*?)```/gs)];
const written = new Map(blocks.map(([, name = "", text = ""]) => [name, parse(text)]));

/** The commands of a page, each with its options: `stagewright accounts deploy 222222222222`. */
const commandsOf = (page: string) =>
  [...read(page).matchAll(/(?:`|\$ )stagewright ([a-z][^`\n#>]*)/g)].map(([, rest = ""]) => rest.trim());

describe("docs/into-aws.md", () => {
  it("shows settings and an item that become a pipeline", () => {
    const { settings, problems } = checkSettings(written.get("stagewright.yaml"));
    expect(problems).toEqual([]);
    const item = safeParseItem(written.get("items/webshop.yaml"), { settings });
    expect(item).toMatchObject({ ok: true });
    if (!item.ok || !settings) return;
    expect(safeBuildPipeline(item.value, { settings })).toMatchObject({ ok: true });
  });

  it("deploys to an account that its settings allow", () => {
    const { limits } = written.get("stagewright.yaml");
    const { Staging } = written.get("items/webshop.yaml").DeploymentConfigurations;
    expect(limits.accounts).toEqual([Staging.AwsAccountId]);
  });
});

describe.each(["into-aws.md", "operations.md"])("docs/%s", (page) => {
  it("names commands and options that there are", () => {
    const { commands } = program(transcript(), "0.0.0");
    const named = commandsOf(page).map((line) => line.split(/\s+/));
    expect(named.length).toBeGreaterThan(5);
    for (const [name = "", next = "", ...rest] of named) {
      const command = commands.find((each) => each.name() === name);
      expect(command?.name()).toBe(name);
      const called = command?.commands.find((each) => each.name() === next) ?? command;
      const options = [next, ...rest].filter((word) => word.startsWith("--"));
      expect(called?.options.map(({ long }) => long)).toEqual(expect.arrayContaining(options));
    }
  });
});
