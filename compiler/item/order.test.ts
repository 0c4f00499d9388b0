import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { environment, item, itemWith } from "../../testing/items/items.js";
import { parseItem } from "./index.js";

const order = (written: unknown) =>
  parseItem(written)
    .waves.flat()
    .map(({ name }) => name);
const environments = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, environment()]));
const numbered = (numbers: Record<string, number | undefined>) =>
  item({
    DeploymentConfigurations: Object.fromEntries(
      Object.entries(numbers).map(([name, Order]) => [
        name,
        environment(Order === undefined ? {} : { Order }),
      ]),
    ),
  });
const unordered = (...names: readonly string[]) => item({ DeploymentConfigurations: environments(...names) });

describe("without a word on order", () => {
  it.each([[["Prod", "Gamma", "Beta", "Alpha"]], [["Prod", "Alpha"]], [["Prod"]], [[]]])(
    "%j stand as the original system had them",
    (names) => {
      expect(order(unordered(...names))).toEqual(
        ["Alpha", "Beta", "Gamma", "Prod"].filter((name) => names.includes(name)),
      );
    },
  );

  it("one environment of any name needs no order", () => {
    expect(order(unordered("Production"))).toEqual(["Production"]);
  });

  it("other names are refused, with the line to add", () => {
    expect(diagnosticsOf(unordered("Staging", "Prod"))).toEqual([
      {
        file: "-",
        path: "/DeploymentConfigurations",
        code: "item.order-missing",
        message:
          "The order of the environments Staging, Prod is not given. Only Alpha, Beta, Gamma, Prod have an order of their own.",
        hint: 'Add a line such as "EnvironmentOrder": ["Staging","Prod"], in the order of deployment.',
      },
    ]);
  });

  it("alpha in lower case is another name", () => {
    expect(problemsOf(unordered("alpha", "Beta"))).toEqual(["item.order-missing /DeploymentConfigurations"]);
  });
});

describe("Order", () => {
  it("sorts by number, not by name or place", () => {
    expect(order(numbered({ "10": 3, "9": 1, a: 2 }))).toEqual(["9", "a", "10"]);
  });

  it("is needed in all environments if one has it", () => {
    expect(problemsOf(numbered({ Dev: undefined, Prod: 0, Test: undefined }))).toEqual([
      "item.order-incomplete /DeploymentConfigurations/Dev/Order",
      "item.order-incomplete /DeploymentConfigurations/Test/Order",
    ]);
  });

  it("may not be the same twice", () => {
    expect(problemsOf(numbered({ Dev: 1, Prod: 1 }))).toEqual([
      "item.order-repeated /DeploymentConfigurations/Prod/Order",
    ]);
  });
});

describe("EnvironmentOrder", () => {
  it("gives the order", () => {
    expect(order(itemWith(environments("Dev", "Staging", "Prod")))).toEqual(["Dev", "Staging", "Prod"]);
  });

  it.each([
    [["Dev", "Prod", "Stage"], "item.order-unknown /EnvironmentOrder/2"],
    [["Dev", "Prod", "toString"], "item.order-unknown /EnvironmentOrder/2"],
    [["Dev", "Prod", "__proto__"], "item.order-unknown /EnvironmentOrder/2"],
    [["Dev", "Prod", "Dev"], "item.order-repeated /EnvironmentOrder/2"],
    [["Dev"], "item.order-incomplete /EnvironmentOrder"],
    [[], "item.order-incomplete /EnvironmentOrder"],
  ])("refuses %j for Dev and Prod", (list, problem) => {
    expect(problemsOf(itemWith(environments("Dev", "Prod"), { EnvironmentOrder: list }))).toContain(problem);
  });

  it("suggests the environment that was meant", () => {
    const written = itemWith(environments("Staging"), { EnvironmentOrder: ["Staging", "Stagin"] });
    expect(diagnosticsOf(written)[0]?.hint).toBe("Did you mean Staging?");
  });

  it("may not stand beside Order", () => {
    expect(problemsOf(itemWith({ Dev: environment({ Order: 1 }) }))).toEqual([
      "item.order-given-twice /DeploymentConfigurations/Dev/Order",
    ]);
  });

  it("may not be one of DynamoDB's sets, which have no order", () => {
    const wrapped = {
      RepoName: { S: "webshop" },
      RepoTag: { S: "main" },
      EnvironmentOrder: { SS: ["Dev"] },
      DeploymentConfigurations: {
        M: { Dev: { M: { AwsAccountId: { S: "222222222222" }, Deploy: { BOOL: true } } } },
      },
    };
    expect(problemsOf(wrapped)).toEqual(["item.order-in-set /EnvironmentOrder"]);
    expect(problemsOf({ ...wrapped, EnvironmentOrder: { L: [{ S: "Dev" }] } })).toEqual([]);
  });
});

it("says nothing of the order while an environment, a number or the list itself is wrong", () => {
  expect(problemsOf(itemWith({ "Prod!": environment() }))).toEqual([
    "item.wrong-value /DeploymentConfigurations/Prod!",
  ]);
  expect(problemsOf(itemWith({ Prod: "yes" }))).toEqual(["item.wrong-type /DeploymentConfigurations/Prod"]);
  expect(problemsOf(numbered({ Dev: 1, Prod: 1.5 }))).toEqual([
    "item.wrong-type /DeploymentConfigurations/Prod/Order",
  ]);
  expect(problemsOf(itemWith(environments("Dev", "Prod"), { EnvironmentOrder: "Dev, Prod" }))).toEqual([
    "item.wrong-type /EnvironmentOrder",
  ]);
});
