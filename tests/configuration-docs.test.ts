import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Schema, schemaAt } from "../compiler/diagnostics/index.js";
import { safeParseItem } from "../compiler/item/index.js";
import itemSchema from "../compiler/item/item.schema.json" with { type: "json" };
import { checkSettings } from "../compiler/settings/index.js";
import settingsSchema from "../compiler/settings/settings.schema.json" with { type: "json" };
import { configurationPage } from "../docs/configuration/page.js";
import { itemSections, settingsSections } from "../docs/configuration/sections.js";
import { anchorOf, keysOf } from "../docs/configuration/tables.js";
import { test as aTest, environment, item, itemWith, itemWithTest } from "../testing/items/items.js";
import { permissiveSettings } from "../testing/items/permissive-settings.js";

const page = readFileSync(new URL("../docs/configuration.md", import.meta.url), "utf8");

it("docs/configuration.md is what its generator writes", () => {
  expect(page).toBe(configurationPage());
});

describe("every key of the schemas", () => {
  /** All keys that the objects of a schema name. */
  const keysIn = (node: unknown): string[] => {
    if (Array.isArray(node)) return node.flatMap(keysIn);
    if (typeof node !== "object" || node === null) return [];
    const { examples: _, default: __, ...schema } = node as Schema;
    return [...keysOf(schema), ...Object.values(schema).flatMap(keysIn)];
  };

  const rows = page.split("\n");
  const cellsOf = (row: string) => row.split(" | ").map((cell) => cell.replace(/[|\s]+/g, ""));

  it.each([
    ["items", itemSchema, itemSections],
    ["settings", settingsSchema, settingsSections],
  ] as const)(
    "of %s has a row with its value, its default, what it is and an example",
    (_, schema, sections) => {
      const described = sections.flatMap((section) => {
        const keys = keysOf(schemaAt(schema, section.path) ?? {});
        for (const key of keys) {
          const row = rows.find((line) => line.startsWith(`| <a id="${anchorOf(section, key)}">`)) ?? "";
          expect(cellsOf(row)).toEqual(Array(4).fill(expect.stringMatching(/./)));
          expect(row).toContain(`<br>\`${key}: `);
          expect(row).not.toContain("undefined");
        }
        return keys;
      });
      expect([...new Set(keysIn(schema))].sort()).toEqual([...new Set(described)].sort());
    },
  );

  it("has an anchor of its own", () => {
    const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
  });
});

it("links only to anchors and headings that are there", () => {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title.toLowerCase().replaceAll(" ", "-"),
  );
  const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor);
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(0);
  expect([...headings, ...anchors]).toEqual(expect.arrayContaining(links));
});

describe("every example", () => {
  const blocks = [...page.matchAll(/^```(?:yaml|json)\n(.*?)^```/gms)].map(([, text = ""]) => parse(text));
  const settings = permissiveSettings;

  it.each(blocks.map((block) => [JSON.stringify(block), block]))(
    "in the text is accepted: %s",
    (_, block) => {
      const problems =
        "RepoName" in block
          ? safeParseItem(block, { settings })
          : { ok: checkSettings(block).problems.length === 0 };
      expect(problems.ok).toBe(true);
    },
  );

  const examplesAt = (schema: Schema, path: string) =>
    keysOf(schemaAt(schema, path) ?? {}).flatMap((key) => {
      const { examples } = schemaAt(schema, `${path}/${key}`) ?? {};
      return Array.isArray(examples) ? examples.map((example) => [key, example] as const) : [];
    });

  it.each(examplesAt(settingsSchema, ""))("of the setting %s is accepted", (key, example) => {
    expect(checkSettings({ [key]: example }).problems).toEqual([]);
  });

  /** Problems of a value itself: examples need not fit each other. */
  const shapeOf = (written: unknown) => {
    const parsed = safeParseItem(written, { settings: { ...settings, region: "eu-west-1" } });
    return parsed.ok
      ? []
      : parsed.diagnostics.filter(({ code }) => /wrong|unknown-key|not-allowed|range|limit/.test(code));
  };

  it.each(examplesAt(itemSchema, ""))("of the key %s is accepted", (key, example) => {
    expect(shapeOf(item({ [key]: example }))).toEqual([]);
  });

  it.each(examplesAt(itemSchema, "/DeploymentConfigurations/*"))(
    "of an environment's %s is accepted",
    (key, example) => {
      expect(shapeOf(itemWith({ Prod: environment({ [key]: example }) }))).toEqual([]);
    },
  );

  it.each(examplesAt(itemSchema, "/DeploymentConfigurations/*/Tests/*"))(
    "of a test's %s is accepted",
    (key, example) => {
      expect(shapeOf(itemWithTest(aTest({ [key]: example })))).toEqual([]);
    },
  );
});
