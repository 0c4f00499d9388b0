import { expect, it } from "vitest";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { settingsOf } from "../../tests/policies/subject.js";
import { testsRolesOf } from "./test-roles.js";

const settings = settingsOf({ limits: { parameters: ["/webshop/*"], secrets: ["webshop/*"] } });
const token = { TOKEN: { Type: "SECRETS_MANAGER", Value: "webshop/token" } };
const url = { URL: { Type: "PARAMETER_STORE", Value: "/webshop/url" } };

/** The tests that share each role, in an item with one environment of these tests. */
function sharing(tests: Record<string, unknown>): string[][] {
  const [own] = modelOf(itemWith({ Prod: environment({ Tests: tests }) }), settings).environments;
  return own ? testsRolesOf(own).map((role) => role.tests.map(({ test }) => test)) : [];
}

it("tests of one repository and branch that are lent the same share a role", () => {
  const plain = { LEVEL: "debug" };
  expect(
    sharing({ A: test(), B: test({ BuildSpec: "b.yml", EnvironmentVariables: plain }), C: test() }),
  ).toEqual([["A", "B", "C"]]);
  expect(
    sharing({
      A: test({ EnvironmentVariables: { ...token, ...url } }),
      B: test({ EnvironmentVariables: { OTHER: url.URL, ...token } }),
    }),
  ).toEqual([["A", "B"]]);
});

it.each<[string, Record<string, unknown>]>([
  ["another repository", { Repository: "other-team-tests" }],
  ["another branch", { Branch: "next" }],
  ["another kind of source", { Source: { Type: "S3", Bucket: "acme-releases", Key: "tests.zip" } }],
  ["a secret", { EnvironmentVariables: token }],
  ["a parameter", { EnvironmentVariables: url }],
])("a test of %s has a role of its own", (_, keys) => {
  expect(sharing({ Ours: test(), Theirs: test(keys) })).toEqual([["Ours"], ["Theirs"]]);
});

it("a role's name stays when tests with roles of their own are added", () => {
  const rolesOf = (tests: Record<string, unknown>) =>
    modelOf(itemWith({ Prod: environment({ Tests: tests }) }), settings).environments.flatMap((own) =>
      testsRolesOf(own).map(({ name }) => name),
    );
  const [ours] = rolesOf({ Ours: test() });
  expect(rolesOf({ A: test({ Repository: "a" }), Ours: test(), Z: test({ Repository: "z" }) })).toContain(
    ours,
  );
});
