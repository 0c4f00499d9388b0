import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { petshop } from "./petshop.fixture.js";
import { validate, validationError } from "./validate.js";

const messages = (input: object) =>
  validate(petshop, "AdoptPetInput", input).map((violation) => violation.message);

describe("validate", () => {
  it("accepts an input within all constraints", () => {
    const input = { name: "rex", kind: "DOG", legs: 4, labels: { ab: "x" }, toys: [{ name: "ball" }] };
    expect(messages(input)).toEqual([]);
  });

  it.each([
    [{}, "Value null at 'name' failed to satisfy constraint: Member must not be null"],
    [
      { name: "Rex" },
      "Value 'Rex' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    ],
    [
      { name: "r" },
      "Value 'r' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      { name: "rex", legs: 5 },
      "Value '5' at 'legs' failed to satisfy constraint: Member must have value less than or equal to 4",
    ],
    [
      { name: "rex", kind: "COW" },
      "Value 'COW' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [CAT, DOG]",
    ],
    [
      { name: "rex", chip: "12345" },
      "Value at 'chip' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      { name: "rex", photo: new Uint8Array(5) },
      'Value \'{"0":0,"1":0,"2":0,"3":0,"4":0}\' at \'photo\' failed to satisfy constraint: Member must have length less than or equal to 4',
    ],
    [
      { name: "rex", toys: [] },
      "Value '[]' at 'toys' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { name: "rex", toys: [{ name: "ball" }, {}] },
      "Value null at 'toys.2.member.name' failed to satisfy constraint: Member must not be null",
    ],
    [
      { name: "rex", nicknames: ["max", "X"] },
      "Value '[max, X]' at 'nicknames' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 5, Member must have length greater than or equal to 2, Member must satisfy regular expression pattern: [a-z]+]",
    ],
    [
      { name: "rex", labels: { ab: "long" } },
      "Value at 'labels' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 3]",
    ],
    [
      { name: "rex", labels: { AB: "x" } },
      "Value at 'labels' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 5, Member must have length greater than or equal to 2, Member must satisfy regular expression pattern: [a-z]+]",
    ],
    [
      { name: "rex", labels: { ab: "", cd: "", ef: "" } },
      "Value at 'labels' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
  ])("refuses %j in AWS's words", (input, message) => {
    expect(messages(input)).toEqual([message]);
  });

  it("a pattern is matched against the whole text, line breaks included", () => {
    expect(messages({ name: "rex\n" })).toHaveLength(1);
    expect(messages({ name: " rex" })).toHaveLength(1);
  });

  it("reports every violation, counted", () => {
    const error = validationError(validate(petshop, "AdoptPetInput", { legs: -1 }));
    expect(error.code).toBe("ValidationException");
    expect(error.message).toMatch(
      /^2 validation errors detected: Value null at 'name' .*; Value '-1' at 'legs' /,
    );
  });

  it("any text of lower-case letters is accepted exactly when its length is within the bounds", () => {
    const letters = fc.array(fc.constantFrom(..."abcxyz"), { maxLength: 8 }).map((each) => each.join(""));
    fc.assert(
      fc.property(
        letters,
        (name) => (messages({ name }).length === 0) === (name.length >= 2 && name.length <= 5),
      ),
    );
  });
});
