import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arbitraryConfiguration,
  permissiveSettings,
  toDynamoDbJson,
  toPlainForm,
  toSeedForm,
} from "../../tests/support/arbitrary-item.js";
import { parseItem } from "./index.js";

const settings = permissiveSettings;
const runs = { numRuns: 1000 };

describe("parseItem", () => {
  it("gives equal canonical items for the seed form and the plain form of one configuration", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const plain = parseItem(toPlainForm(configuration), { settings });
        expect(parseItem(toSeedForm(configuration), { settings })).toStrictEqual(plain);
      }),
      runs,
    );
  });

  it("gives equal canonical items for plain JSON and DynamoDB JSON", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const plain = parseItem(toPlainForm(configuration), { settings });
        expect(parseItem(toDynamoDbJson(toPlainForm(configuration)), { settings })).toStrictEqual(plain);
        expect(parseItem(toDynamoDbJson(toSeedForm(configuration)), { settings })).toStrictEqual(plain);
      }),
      runs,
    );
  });
});
