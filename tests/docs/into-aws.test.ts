import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkSettings, safeBuildPipeline, safeParseItem } from "../../compiler/index.js";
import { root } from "../repository/sources.js";

const read = (page: string) => readFileSync(join(root, "docs", page), "utf8");
const blocks = [...read("into-aws.md").matchAll(/```yaml\n# (\S+)\n(.*?)```/gs)];
const written = new Map(blocks.map(([, name = "", text = ""]) => [name, parse(text)]));

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
