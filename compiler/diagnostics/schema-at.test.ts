import { expect, it } from "vitest";
import { schemaAt } from "./schema-at.js";

const root = {
  description: "the whole",
  properties: {
    Name: { description: "a name" },
    Own: { $ref: "#/$defs/branch", description: "said here" },
    Map: { additionalProperties: { properties: { Branch: { $ref: "#/$defs/branch" } } } },
    List: { items: { $ref: "#/$defs/branch" } },
  },
  $defs: { branch: { description: "a branch", type: "string" } },
};

it.each([
  ["", "the whole"],
  ["/Name", "a name"],
  ["/Map/any/Branch", "a branch"],
  ["/List/3", "a branch"],
])("finds what describes %j", (path, description) => {
  expect(schemaAt(root, path)).toMatchObject({ description });
});

it("puts a key's own words before those of the definition", () => {
  expect(schemaAt(root, "/Own")).toEqual({ description: "said here", type: "string" });
});

it.each(["/Unknown", "/Name/deeper", "/toString", "/__proto__", "/Map/__proto__/constructor"])(
  "knows nothing of %s",
  (path) => {
    expect(schemaAt(root, path)).toBeUndefined();
  },
);
