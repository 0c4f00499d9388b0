import { expect, it } from "vitest";
import { gitVariablesOf } from "./git-configuration.js";

const sandbox = { url: "http://127.0.0.1:4566", region: "eu-west-1" };

it("git's variables say who asks where, and send AWS's own addresses here", () => {
  const variables = gitVariablesOf(sandbox);
  expect(variables).toMatchObject({
    GIT_CONFIG_COUNT: "4",
    GIT_CONFIG_KEY_0: "credential.http://127.0.0.1:4566.helper",
    GIT_CONFIG_VALUE_0: "",
    GIT_CONFIG_KEY_3: "url.http://127.0.0.1:4566/v1/repos/.insteadOf",
    GIT_CONFIG_VALUE_3: "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/",
  });
  expect(Object.keys(variables)).toHaveLength(9);
});

it("they come after those that are there, which stay", () => {
  const variables = gitVariablesOf(sandbox, { GIT_CONFIG_COUNT: "2" });
  expect([variables.GIT_CONFIG_COUNT, variables.GIT_CONFIG_KEY_1]).toEqual(["6", undefined]);
  expect(variables.GIT_CONFIG_VALUE_2).toBe("");
});
