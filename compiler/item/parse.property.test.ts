import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { plainFormOf, toDynamoDbJson, toSeedForm } from "../../testing/items/item-forms.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { mutated, shuffled } from "../../testing/items/mutations.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { times } from "../../testing/items/times.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { parseItem, safeParseItem } from "./index.js";

const settings = permissiveSettings;
const runs = { numRuns: times(300) };

describe("one configuration", () => {
  it("is the same canonical item in seed form and in plain form, in plain JSON and in DynamoDB JSON", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const [plain, seed] = [plainFormOf(configuration), toSeedForm(configuration)];
        const item = parseItem(plain, { settings });
        for (const written of [seed, toDynamoDbJson(plain), toDynamoDbJson(seed)]) {
          expect(parseItem(written, { settings })).toStrictEqual(item);
        }
      }),
      runs,
    );
  });

  it("is the same canonical item, to the byte, in whatever order its keys stand", () => {
    fc.assert(
      fc.property(
        arbitraryConfiguration
          .map(plainFormOf)
          .chain((plain) => fc.tuple(fc.constant(plain), shuffled(plain))),
        ([plain, other]) => {
          const bytes = (written: unknown) => JSON.stringify(parseItem(written, { settings }));
          expect(bytes(other)).toBe(bytes(plain));
        },
      ),
      runs,
    );
  });

  it("keeps its environments in their order, and every name", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const environments = parseItem(toSeedForm(configuration), { settings }).waves.flat();
        expect(environments.map(({ name }) => name)).toEqual(
          configuration.environments.map(({ name }) => name),
        );
        expect(environments.map(({ tests }) => tests.map(({ name }) => name).sort())).toEqual(
          configuration.environments.map(({ tests }) => tests.map(({ name }) => name).sort()),
        );
      }),
      runs,
    );
  });
});

describe("whatever is written", () => {
  const isAnswer = (written: unknown) => {
    const result = safeParseItem(written, { settings });
    if (result.ok) return;
    expect(result.diagnostics.length).toBeGreaterThan(0);
    const sound = ({ code, path, message, hint }: Diagnostic) =>
      /^item\.[a-z-]+$/.test(code) && /^(\/|$)/.test(path) && message.endsWith(".") && hint !== "";
    expect(result.diagnostics.filter((diagnostic) => !sound(diagnostic))).toEqual([]);
  };

  it("the answer is an item or diagnostics: any value", () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });
    fc.assert(fc.property(anything, isAnswer), runs);
  });

  it("the answer is an item or diagnostics: a test that does not run, whose key is undefined", () => {
    const Source = { Type: "CodeConnections", ConnectionArn: undefined };
    const Smoke = { ...test({ Repository: "acme/webshop-tests" }), Run: false, Source };
    isAnswer(itemWith({ Prod: environment({ Tests: { Smoke } }) }));
  });

  it("the answer is an item or diagnostics: an item with anything in any place", () => {
    const forms = fc.constantFrom(
      plainFormOf,
      toSeedForm,
      (configuration: Parameters<typeof plainFormOf>[0]) => toDynamoDbJson(toSeedForm(configuration)),
    );
    const written = fc
      .tuple(arbitraryConfiguration, forms)
      .chain(([configuration, form]) => mutated(form(configuration)));
    fc.assert(fc.property(written, isAnswer), { numRuns: times(600) });
  });
});
