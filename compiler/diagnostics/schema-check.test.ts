import { describe, expect, it } from "vitest";
import { schemaCheck } from "./schema-check.js";

const check = schemaCheck(
  {
    type: "object",
    additionalProperties: false,
    required: ["Name"],
    properties: {
      Name: {
        type: "string",
        pattern: "^[a-z]+$",
        minLength: 1,
        maxLength: 5,
        "x-allowed": "up to 5 letters",
        examples: ["shop"],
      },
      Mode: { type: "string", enum: ["QUEUED", "PARALLEL"] },
      Days: { type: "integer", minimum: 0, maximum: 9 },
      Kind: { type: "string", enum: ["S3"], description: "S3 is for zip files." },
      Level: { type: "integer", enum: [1, 30] },
      Run: { type: "boolean" },
      List: { type: "array", minItems: 1, maxItems: 2, uniqueItems: true, examples: [["a"]] },
      Map: {
        type: "object",
        maxProperties: 1,
        propertyNames: { pattern: "^[a-z]*$", "x-allowed": "letters" },
      },
    },
  },
  "area",
);

const only = (value: object) => {
  const problems = check({ Name: "shop", ...value });
  expect(problems).toHaveLength(1);
  return problems[0];
};

it("says nothing of a sound value", () => {
  expect(
    check({ Name: "shop", Mode: "QUEUED", Days: 0, Level: 1, Run: true, List: ["a"], Map: { x: 1 } }),
  ).toEqual([]);
});

describe("a text that does not fit", () => {
  it.each([
    ["sh op", "sh op", " "],
    ["s\\hop", "s\\\\hop", "\\\\"],
    ["s--op", "s--op", "-"],
  ])("is told with the character that broke the rule: %s", (Name, shown, character) => {
    expect(only({ Name })?.message).toBe(
      `Found "${shown}": the character "${character}" is not allowed here.`,
    );
  });

  it.each(["SHOP", "a.b-c", ""])("is told as a whole where no one character did: %j", (Name) => {
    expect(only({ Name })?.message).not.toContain("the character");
  });
});

describe("an unknown key", () => {
  it("is told with the name that was meant", () => {
    expect(only({ Mod: "QUEUED" })).toEqual({
      path: "/Mod",
      code: "area.unknown-key",
      value: '"Mod"',
      message: 'There is no key "Mod" here.',
      hint: "Did you mean Mode?",
    });
  });

  it("is told with all names that are known, if none is near", () => {
    expect(only({ Entirely: 1 })?.hint).toBe("Known keys: Name, Mode, Days, Kind, Level, Run, List, Map.");
  });

  it("may be near to a name that only the caller knows", () => {
    expect(check({ Name: "shop", RunAlfa: 1 }, () => ["RunAlpha"])[0]?.hint).toBe("Did you mean RunAlpha?");
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("may be %s", (key) => {
    expect(check(JSON.parse(`{"Name":"shop","${key}":1}`))).toMatchObject([
      { path: `/${key}`, code: "area.unknown-key" },
    ]);
  });
});

it("tells a missing key at its place, with a line to add", () => {
  expect(check({})).toEqual([
    {
      path: "/Name",
      code: "area.missing-key",
      message: "Name is missing.",
      hint: 'Add a line such as "Name": "shop".',
    },
  ]);
});

it("tells a misspelt key once, not as missing too", () => {
  expect(check({ Naem: "shop" })).toMatchObject([{ code: "area.unknown-key", hint: "Did you mean Name?" }]);
});

describe("a value of the wrong type", () => {
  it.each([
    [{ Name: 12 }, "wrong-type", "Found 12 (number), but this takes text.", "Put the value in quotes."],
    [
      { Name: 12345678901 },
      "wrong-type",
      "Found 12345678901 (number), but this takes text.",
      "Put the value in quotes: without them it is read as a number and loses leading zeros.",
    ],
    [{ Name: true }, "wrong-type", "Found true (boolean), but this takes text.", "Put the value in quotes."],
    [
      { Run: "true" },
      "wrong-type",
      'Found "true" (string), but this takes true or false.',
      "Take the quotes off.",
    ],
    [
      { Days: "7" },
      "wrong-type",
      'Found "7" (string), but this takes a whole number.',
      "Take the quotes off.",
    ],
    [{ List: "a" }, "wrong-type", 'Found "a" (string), but this takes a list.', 'For example: ["a"]'],
    [
      { Level: null },
      "wrong-type",
      "Found null (null), but this takes a whole number.",
      "See docs/configuration.md for what is allowed.",
    ],
  ])("%j is told once, with what to do", (value, code, message, hint) => {
    expect(only(value)).toMatchObject({ code: `area.${code}`, message, hint });
  });
});

describe("a value that is not allowed", () => {
  it.each([
    [{ Mode: "QUEUE" }, "not-allowed", 'Found "QUEUE"; allowed: QUEUED, PARALLEL.', "Did you mean QUEUED?"],
    [{ Mode: "x" }, "not-allowed", 'Found "x"; allowed: QUEUED, PARALLEL.', "Use one of these values."],
    [{ Kind: "zip" }, "not-allowed", 'Found "zip"; allowed: S3.', "S3 is for zip files."],
    [{ Level: 31 }, "not-allowed", "Found 31; allowed: 1, 30.", "Did you mean 30?"],
    [{ Days: 10 }, "out-of-range", "Found 10; allowed: 0 to 9.", "Use a whole number in this range."],
    [{ Days: -1 }, "out-of-range", "Found -1; allowed: 0 to 9.", "Use a whole number in this range."],
    [{ Name: "" }, "wrong-value", 'Found "": too short.', "Allowed: up to 5 letters."],
    [{ Name: "UP" }, "wrong-value", 'Found "UP", which is not allowed here.', "Allowed: up to 5 letters."],
    [
      { Name: "toolong" },
      "wrong-value",
      'Found "toolong": 7 characters, 5 are allowed.',
      "Allowed: up to 5 letters.",
    ],
    [
      { List: [] },
      "wrong-count",
      "Found 0 entries; at least 1 are allowed.",
      "Add an entry or leave the key out.",
    ],
    [{ List: [1, 2, 3] }, "wrong-count", "Found 3 entries; at most 2 are allowed.", "Take some out."],
    [{ Map: { a: 1, b: 2 } }, "wrong-count", "Found 2 entries; at most 1 are allowed.", "Take some out."],
    [{ List: ["a", "a"] }, "repeated", '"a" is there twice: entry 1 is the same.', "Take one of them out."],
  ])("%j is told once, with what is allowed", (value, code, message, hint) => {
    expect(only(value)).toMatchObject({ code: `area.${code}`, message, hint });
  });

  it("is told of a name at that name", () => {
    expect(only({ Map: { UP: 1 } })).toMatchObject({
      path: "/Map/UP",
      value: '"UP"',
      hint: "Allowed: letters.",
    });
  });
});

it("says every problem at once", () => {
  expect(check({ Mode: "x", Days: 10, Run: "yes", Other: 1 }).map(({ path }) => path)).toEqual(
    expect.arrayContaining(["/Name", "/Mode", "/Days", "/Run", "/Other"]),
  );
});

it("fills in defaults only if asked to", () => {
  const schema = { type: "object", properties: { Days: { type: "integer", default: 7 } } };
  const [filled, untouched] = [{}, {}];
  schemaCheck(schema, "area", { useDefaults: true })(filled);
  schemaCheck(schema, "area")(untouched);
  expect([filled, untouched]).toEqual([{ Days: 7 }, {}]);
});
