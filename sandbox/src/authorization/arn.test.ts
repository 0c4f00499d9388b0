import { expect, test } from "vitest";
import { nameIn, parseArn, tryParseArn } from "./arn.js";

test("An ARN has a service, an account and a resource, which may have colons of its own", () => {
  expect(parseArn("arn:aws:logs:eu-central-1:111111111111:log-group:/x:*")).toEqual({
    service: "logs",
    accountId: "111111111111",
    resource: "log-group:/x:*",
  });
  expect(parseArn("arn:aws:s3:::bucket/key").accountId).toBe("");
});

test.each([
  ["arn:aws:iam::111111111111:role/path/to/Name", "Name"],
  ["arn:aws:iam::111111111111:user/ann", "ann"],
])("The name in %s is %s", (arn, name) => {
  expect(nameIn(parseArn(arn))).toBe(name);
});

test.each(["", "*", "role/Name"])("%j is no ARN", (text) => {
  expect(tryParseArn(text)).toBeUndefined();
  expect(() => parseArn(text)).toThrow(`${JSON.stringify(text)} is not an ARN`);
});
