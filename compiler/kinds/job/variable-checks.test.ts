import { describe, expect, it } from "vitest";
import { cases } from "../../../testing/expect/cases.js";
import { diagnosticsOf, problemsOf } from "../../../testing/expect/problems.js";
import { hostileTexts } from "../../../testing/items/arbitrary-text.js";
import { item, itemWithTest } from "../../../testing/items/items.js";
import { defaultSettings, type Settings } from "../../settings/index.js";

const withVariable = (name: string, value: unknown) =>
  item({ EnvironmentVariables: JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`) });

function lending(limits: Partial<Settings["limits"]>): Settings {
  const settings = defaultSettings();
  return { ...settings, limits: { ...settings.limits, ...limits } };
}

describe("a variable", () => {
  it.each([...hostileTexts, ""])("may hold %j", (text) => {
    expect(problemsOf(withVariable("X", text))).toEqual([]);
  });

  it.each(
    cases(5, null, ["x"], { Type: "PLAINTEXT" }, { Type: "FILE", Value: "/etc/passwd" }, "\u0000", "\ud800"),
  )("may not hold %j", (value) => {
    expect(problemsOf(withVariable("X", value))).toHaveLength(1);
  });

  it.each(["X", "_x", "LOG_LEVEL", "constructor", "toString"])("may be called %s", (name) => {
    expect(problemsOf(withVariable(name, "x"))).toEqual([]);
  });

  it.each(["", "1X", "a-b", "a b", "AWS_REGION", "CODEBUILD_SRC_DIR", "${x}", "__proto__"])(
    "may not be called %j",
    (name) => {
      expect(problemsOf(withVariable(name, "x"))).toEqual([`item.wrong-value /EnvironmentVariables/${name}`]);
    },
  );

  it("may not be one that stagewright sets itself", () => {
    expect(problemsOf(withVariable("ARTIFACT_BUCKET", "x"))).toEqual([
      "item.own-variable /EnvironmentVariables/ARTIFACT_BUCKET",
    ]);
    expect(problemsOf(itemWithTest({ EnvironmentVariables: { STAGE: "x" } }))).toEqual([
      "item.own-variable /DeploymentConfigurations/Prod/Tests/Smoke/EnvironmentVariables/STAGE",
    ]);
    expect(problemsOf(withVariable("STAGE", "the build has no stage"))).toEqual([]);
  });
});

describe.each([
  ["PARAMETER_STORE", "parameters", "item.limit-parameter", "item.parameter-name"],
  ["SECRETS_MANAGER", "secrets", "item.limit-secret", "item.secret-name"],
] as const)("a variable of type %s", (Type, limit, notLent, noName) => {
  const path = "/EnvironmentVariables/X/Value";

  it("names only what the installation lends", () => {
    const written = withVariable("X", { Type, Value: "webshop/token" });
    expect(problemsOf(written)).toEqual([`${notLent} ${path}`]);
    expect(problemsOf(written, { settings: lending({ [limit]: ["webshop/*"] }) })).toEqual([]);
    expect(diagnosticsOf(written, { settings: lending({ [limit]: ["other/*"] }) })[0]?.hint).toBe(
      `Allowed: other/* (setting limits.${limit}).`,
    );
  });

  it.each(["*", "webshop/*", "${x}", "a b", "webshop/to?en", "#{x}"])("cannot name %j", (Value) => {
    const settings = lending({ [limit]: ["*"] });
    expect(problemsOf(withVariable("X", { Type, Value }), { settings })).toEqual([`${noName} ${path}`]);
  });
});
