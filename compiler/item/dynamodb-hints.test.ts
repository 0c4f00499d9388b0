import { describe, expect, it } from "vitest";
import { diagnosticsOf } from "../../testing/expect/problems.js";

const item = (keys: object, environment: object = {}) => ({
  RepoName: { S: "webshop" },
  RepoTag: { S: "main" },
  ...keys,
  DeploymentConfigurations: {
    M: { Prod: { M: { AwsAccountId: { S: "222222222222" }, Deploy: { BOOL: true }, ...environment } } },
  },
});

describe("a wrong type in DynamoDB JSON", () => {
  it.each([
    [item({ TimeoutMinutes: { S: "30" } }), 'Write {"N":"30"}.'],
    [item({}, { Deploy: { S: "True" } }), 'Write {"BOOL":true}.'],
    [item({}, { Deploy: { N: "1" } }), 'Write {"BOOL":true}.'],
    [item({}, { AwsAccountId: { N: "012345678901" } }), 'Write {"S":"012345678901"}.'],
    [item({ BuildImage: { NULL: true } }), 'Write {"S":"text"}, or take the key out.'],
    [item({ BuildImage: { M: {} } }), 'Write {"S":"text"}.'],
    [item({ BuildImage: { L: [{ M: {} }] } }), 'Write {"S":"text"}.'],
    [item({ Tags: { S: "x" } }), 'Write {"M":{}}.'],
    [item({ EnvironmentOrder: { S: "Prod" } }), 'Write {"L":[]}.'],
  ])("is told with what to write there: %j", (written, hint) => {
    expect(diagnosticsOf(written)).toMatchObject([{ code: "item.wrong-type", hint }]);
  });
});

it("an example in a hint has its types around too", () => {
  const environment = { M: { AwsAccountId: { S: "222222222222" }, Deploy: { BOOL: true } } };
  const several = {
    ...item({}),
    DeploymentConfigurations: { M: { Staging: environment, Live: environment } },
  };
  expect(diagnosticsOf(several)).toMatchObject([
    {
      code: "item.order-missing",
      hint: 'Add a line such as "EnvironmentOrder": {"L":[{"S":"Staging"},{"S":"Live"}]}, in the order of deployment.',
    },
  ]);
});

it("an item of a table is told of in the same terms, though it comes as plain values", () => {
  const written = { RepoName: "webshop", RepoTag: "main", TimeoutMinutes: "30", BuildImage: null };
  expect(diagnosticsOf(written, { inTable: true })).toMatchObject([
    { hint: 'Write {"S":"text"}, or take the key out.' },
    { hint: 'Write {"N":"30"}.' },
  ]);
});

it("an object without JavaScript's own is told of as any", () => {
  const written = { RepoName: { S: "a" }, RepoTag: { S: "b" }, TimeoutMinutes: Object.create(null) };
  expect(diagnosticsOf({ ...written, TimeoutMinutes: { M: written.TimeoutMinutes } })).toHaveLength(1);
  const odd = { RepoName: "a", RepoTag: "b", BuildImage: Object.create(null) };
  expect(diagnosticsOf(odd, { inTable: true })).toMatchObject([{ hint: 'Write {"S":"text"}.' }]);
});

it("plain JSON keeps the hints of plain JSON", () => {
  expect(diagnosticsOf({ RepoName: "webshop", RepoTag: "main", TimeoutMinutes: "30" })).toMatchObject([
    { hint: "Take the quotes off." },
  ]);
});
