import { describe, expect, it } from "vitest";
import { splitReference } from "./variables.js";

describe("a reference to a secret", () => {
  const arn = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf";

  it.each([
    ["db", { id: "db", jsonKey: "", stage: "", version: "" }],
    ["db:password", { id: "db", jsonKey: "password", stage: "", version: "" }],
    ["db:password:AWSPREVIOUS", { id: "db", jsonKey: "password", stage: "AWSPREVIOUS", version: "" }],
    ["db:::v-1", { id: "db", jsonKey: "", stage: "", version: "v-1" }],
    [arn, { id: arn, jsonKey: "", stage: "", version: "" }],
    [`${arn}:password`, { id: arn, jsonKey: "password", stage: "", version: "" }],
  ])("%s is taken apart", (reference, parts) => {
    expect(splitReference(reference)).toEqual(parts);
  });
});
