import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, keysIn, textsIn, type Value } from "../../testing/expect/json.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { hostileTexts } from "../../testing/items/arbitrary-text.js";
import { compile } from "../../testing/items/compile.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { times } from "../../testing/items/times.js";
import { resolveStack } from "../../testing/stack/resolve-stack.js";
import { textsOf } from "./texts-of.js";

const runs = { numRuns: times(300) };
const timeout = times(180_000);

/** Every string that AWS gets: those of the stack, and those of the JSON documents within them. */
function textsHeld(held: Value): Set<string> {
  const texts = [...textsIn(held), ...keysIn(held)];
  const documents = texts.filter((text) => /^[{[]/.test(text)).flatMap(parsed);
  return new Set([...texts, ...documents.flatMap((document) => [...textsIn(document), ...keysIn(document)])]);
}

function parsed(text: string): Value[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

const hostile = fc
  .oneof(
    fc.constantFrom<string>(
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
      "#{",
      "&{TfToken[TOKEN.2]}",
      "-1.8881545897087626e+289",
      "1e+21",
      "\\${x}",
      '"',
      "\\",
      "${aws_kms_key.artifacts.arn}",
      "${data.aws_caller_identity.current.account_id}",
      "hasOwnProperty",
    ),
    fc.string({
      unit: fc.constantFrom("$", "%", "#", "&", "{", "}", "~", "e", "+", "\\", '"', "\n"),
      minLength: 1,
    }),
  )
  .map((text) => text.normalize("NFC"));

/** An item that takes free text wherever it can. */
function itemOf(text: string, name: string) {
  const job = { EnvironmentVariables: { TEXT: text, [name]: { Type: "PLAINTEXT", Value: text } } };
  return itemWith(
    {
      Prod: environment({
        ManualApproval: { Emails: ["${x}@example.com"], Message: text },
        ParameterOverrides: { Text: text },
        Tests: { Smoke: test(job) },
      }),
    },
    job,
  );
}

describe("strings of an item", () => {
  it(
    "reach AWS as they are, and none of them as code",
    () => {
      fc.assert(
        fc.property(arbitraryConfiguration, (configuration) => {
          const held = textsHeld(resolveStack(compile(plainFormOf(configuration))));
          expect(textsOf(configuration).filter((text) => !held.has(text))).toEqual([]);
        }),
        runs,
      );
    },
    timeout,
  );

  it(
    "reach AWS as they are, whatever signs of Terraform, CDKTF and JSON they hold",
    () => {
      const names = fc.constantFrom("constructor", "toString", "valueOf", "hasOwnProperty", "e", "X");
      fc.assert(
        fc.property(hostile, names, (text, name) => {
          const held = resolveStack(compile(itemOf(text, name)));
          const build = variablesOf(held, ["module", "build_project", "projects", "build"]);
          expect(build).toMatchObject({ TEXT: text, [name]: text });
          expect(textsIn(held).filter((found) => found === text).length).toBeGreaterThanOrEqual(5);
          expect(overridesOf(held)).toEqual({ Text: text });
        }),
        runs,
      );
    },
    timeout,
  );

  it("reach AWS as they are in names of branches, paths and keys", () => {
    const written = itemWith(
      { Prod: environment({ TemplatePath: "${x}/%{y}.yml" }) },
      {
        RepoTag: "a${b}/%{c}/$${d}",
        Source: { Type: "S3", Bucket: "acme-releases", Key: "%{a}/$b/#{c}.zip" },
      },
    );
    const held = textsHeld(resolveStack(compile(written)));
    expect([...held]).toEqual(
      expect.arrayContaining(["a${b}/%{c}/$${d}", "BuildOutput::${x}/%{y}.yml", "%{a}/$b/#{c}.zip"]),
    );
  });

  it("leave every variable of the module to the call: no default is written, where $${ would stay", () => {
    expect(
      keysIn(compile(itemOf("${x}", "X"))).filter((key) => key === "variable" || key === "default"),
    ).toEqual([]);
  });
});

function variablesOf(held: Json, path: readonly string[]): Record<string, Value> {
  const place = path.reduce<Value | undefined>((inner, key) => (inner as Json)[key], held) as Json;
  const variables = place.variables as readonly { name: string; value: string }[];
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

function overridesOf(held: Json): Value {
  const [overrides = ""] = textsIn(held).filter((text) => text.startsWith('{"Text":'));
  return JSON.parse(overrides);
}
