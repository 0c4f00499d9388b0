import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeParseItem } from "../../../compiler/index.js";
import { type Attributes, fromAttributes } from "./attributes.js";
import { itemDigest } from "./digest.js";
import { forCompiler } from "./for-compiler.js";

/** 38 digits, from 1E-130 to 9.9E+125, in any spelling. */
const number = fc
  .tuple(fc.constantFrom("", "-"), fc.stringMatching(/^[1-9]\d{0,37}$/), fc.integer({ min: -130, max: 88 }))
  .map(([sign, digits, power]) => `${sign}${digits}E${power}`);
const binary = fc.uint8Array({ maxLength: 20 });
const set = <T>(member: fc.Arbitrary<T>) => fc.uniqueArray(member, { minLength: 1, maxLength: 5 });
const text = fc.string({ unit: "binary" });

/** Everything that DynamoDB holds, down to its 32 levels. */
const { value } = fc.letrec<{ value: Attributes[string] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 31, depthSize: "large" },
    text.map((one) => ({ S: one })),
    number.map((one) => ({ N: one })),
    fc.boolean().map((one) => ({ BOOL: one })),
    fc.constant({ NULL: true as const }),
    binary.map((one) => ({ B: one })),
    set(text).map((some) => ({ SS: some })),
    set(number).map((some) => ({ NS: some })),
    set(binary).map((some) => ({ BS: some })),
    fc.array(tie("value"), { maxLength: 4 }).map((list) => ({ L: list })),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }).map((map) => ({ M: map })),
  ),
}));
const attributes = fc.dictionary(text, value, { maxKeys: 5 });
const digest = (held: Attributes) => itemDigest(fromAttributes(held));

describe("an item as DynamoDB holds it", () => {
  it("has a digest, whatever it is, and the same one in any order of its attributes", () => {
    fc.assert(
      fc.property(attributes, (held) => {
        const reversed = Object.fromEntries(Object.entries(held).reverse());
        expect(digest(held)).toBe(digest(reversed));
      }),
      { numRuns: 300 },
    );
  });

  it("is judged by the compiler, whatever it is, and refused where it holds a stranger", () => {
    const where = { RepoName: { S: "shop" }, RepoTag: { S: "main" } };
    const isValid = (held: Attributes) =>
      safeParseItem(forCompiler(fromAttributes({ ...held, ...where }))).ok;
    const judged = fc.property(attributes, value, (held, EnvironmentOrder) => {
      expect(isValid(held)).toBe(Object.keys(held).length === 0);
      isValid({ EnvironmentOrder, DeploymentConfigurations: { M: held } });
    });
    fc.assert(judged, { numRuns: 100 });
  });

  it("has one digest for one number, and another for each other number", () => {
    const spelled = fc.property(number, number, (a, b) => {
      const [one, other] = [a, b].map((spelling) => digest({ Order: { N: spelling } }));
      expect(one === other).toBe(exact(a) === exact(b));
      expect(digest({ Order: { N: `${a.replace("E", "0E")}` } })).not.toBe(one);
      expect(digest({ Order: { N: a.replace("E", ".00e") } })).toBe(one);
    });
    fc.assert(spelled);
  });

  it.each([
    ["9007199254740993", "9007199254740992"],
    ["9007199254740993.5", "9007199254740994"],
    ["1E+100", "1E+101"],
    ["0.1", "0.10000000000000000001"],
    ["1", "-1"],
  ])("keeps the numbers %s and %s apart", (a, b) => {
    expect(digest({ Order: { N: a } })).not.toBe(digest({ Order: { N: b } }));
    expect(digest({ Order: { NS: [a] } })).not.toBe(digest({ Order: { NS: [b] } }));
  });

  it.each([
    ["two sets of binaries", { BS: [new Uint8Array([1])] }, { BS: [new Uint8Array([2])] }],
    ["a set of numbers and one of texts", { NS: ["1"] }, { SS: ["1"] }],
    ["a number and its text", { N: "1E+100" }, { S: "1E+100" }],
  ])("keeps %s apart", (_, a, b) => {
    expect(digest({ a: a as Attributes[string] })).not.toBe(digest({ a: b as Attributes[string] }));
  });

  it.each([
    ["9007199254740993", { N: "9007199254740993" }],
    ["numbers of which one is long", { NS: ["1", "9007199254740993"] }],
    ["0.1", { N: "0.1" }],
  ])("is written as it was read: %s", (_, Order) => {
    expect(marshall(fromAttributes({ Order } as Attributes))).toEqual({ Order });
  });

  it("is refused by its place where a number is too long", () => {
    const held = {
      RepoName: { S: "shop" },
      RepoTag: { S: "main" },
      TimeoutMinutes: { N: "9007199254740993" },
    };
    const parsed = safeParseItem(forCompiler(fromAttributes(held)));
    expect(parsed.ok ? [] : parsed.diagnostics.map(({ path }) => path)).toEqual(["/TimeoutMinutes"]);
  });
});

/** The value as an integer: times 10 to the 130th. */
function exact(text: string): bigint {
  const [digits = "", power = ""] = text.split("E");
  return BigInt(digits) * 10n ** BigInt(Number(power) + 130);
}
