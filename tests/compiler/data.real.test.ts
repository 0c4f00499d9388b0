import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, type Json, mapTexts, type Value } from "../../testing/expect/json.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { hostileTexts } from "../../testing/items/arbitrary-text.js";
import { compile } from "../../testing/items/compile.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { evaluate } from "../../testing/stack/template.js";
import { openToolchain, type Toolchain, terraformIn } from "../../toolchain/index.js";

let folder: string;
let toolchain: Toolchain;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "data-"));
  toolchain = await openToolchain({ env: process.env, cwd: folder }, folder);
});

afterAll(() => rm(folder, { recursive: true }));

/** What Terraform itself makes of a configuration without providers: its outputs after an apply. */
async function outputsOf(name: string, configuration: object): Promise<Record<string, unknown>> {
  const file = join(await mkdtemp(join(folder, name)), "main.tf.json");
  await writeFile(file, JSON.stringify(configuration));
  const terraform = terraformIn(toolchain.terraform.path, { cwd: join(file, ".."), env: toolchain.env });
  await terraform.init();
  await terraform.apply();
  const outputs = Object.entries(await terraform.output());
  return Object.fromEntries(outputs.map(([name, { value }]) => [name, value]));
}

const output = (value: Value) => ({ value });

const texts = [
  ...hostileTexts,
  "$${x}",
  "$$${x}",
  "$$$${x}",
  "%%{x}",
  "%%%{x}",
  "$%{x}",
  "%${x}",
  "${",
  "%{",
  "-1.8881545897087626e+289",
  "${terraform.workspace}",
];

describe("Terraform's own reading of its JSON", () => {
  it("takes $${ for text in values and in keys of maps", async () => {
    const outputs = await outputsOf("escape", { output: { map: output({ "$${k}": "$${v} %%{v}" }) } });
    expect(outputs.map).toEqual({ "${k}": "${v} %{v}" });
  });

  it("takes ${ for code in values and in keys of maps", async () => {
    const outputs = await outputsOf("code", { output: { map: output({ "${1 + 1}": "${2 + 2}" }) } });
    expect(outputs.map).toEqual({ 2: 4 });
  });

  it("takes $${ as it stands in the default of a variable", async () => {
    const outputs = await outputsOf("default", {
      variable: { text: { default: "$${v} ${w}" } },
      output: { text: output("${var.text}") },
    });
    expect(outputs.text).toBe("$${v} ${w}");
  });

  it("joins a letter and its accent, which is why an item must not hold them apart", async () => {
    expect(await outputsOf("accent", { output: { text: output("u\u0308") } })).toEqual({ text: "\u00fc" });
  });
});

describe("strings of an item", () => {
  it("come out of Terraform as they are", async () => {
    const outputs = await outputsOf("texts", {
      output: Object.fromEntries(
        texts.map((text, index) => [`text${index}`, output(configurationsWith(text))]),
      ),
    });
    texts.forEach((text, index) => {
      const message = { CustomData: text };
      const overrides = { ParameterOverrides: JSON.stringify({ Text: text }) };
      expect(outputs[`text${index}`]).toEqual([message, expect.objectContaining(overrides)]);
    });
  });

  it("come out of Terraform as the fast tests' evaluator says, in whole stacks", async () => {
    const stacks = fc
      .sample(arbitraryConfiguration, { numRuns: 20, seed: 2 })
      .map((configuration) => compile(plainFormOf(configuration)));
    const outputs = await outputsOf("stacks", {
      output: Object.fromEntries(stacks.map((stack, index) => [`stack${index}`, output(inert(stack))])),
    });
    stacks.forEach((stack, index) => {
      expect(outputs[`stack${index}`]).toEqual(
        mapTexts(stack, (text) => evaluate(text, (reference) => `<${reference}>`)),
      );
    });
  });
});

/** A stack whose references are text, since there is no provider to resolve them; all else stays as it is. */
function inert(stack: Json): Value {
  return mapTexts(stack, (text) => text.replace(/(?<!\$)\$\{((?:aws_|data\.|module\.)[^}]*)\}/g, "<$1>"));
}

/** What an approval and a deployment are configured with, when both hold this text. */
function configurationsWith(text: string): Value {
  const stack = compile(
    itemWith({
      Prod: environment({
        ManualApproval: { Emails: ["lead@example.com"], Message: text },
        ParameterOverrides: { Text: text },
      }),
    }),
  );
  const stage = ["resource", "aws_codepipeline", "pipeline", "stage", 2, "action"];
  const [changeSet, approval] = [0, 1].map(
    (index) => at(inert(stack), ...stage, index, "configuration") as Json,
  );
  const { NotificationArn: _, ...message } = approval ?? {};
  return [message, changeSet ?? {}];
}
