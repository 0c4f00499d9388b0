import { expect, it } from "vitest";
import { modelOf } from "../testing/items/compile.js";
import { environment, itemWith } from "../testing/items/items.js";
import { targetsOf } from "./targets.js";

const webshop = modelOf(
  itemWith({
    Alpha: environment({ AwsAccountId: "333333333333" }),
    Beta: environment({ AwsAccountId: "222222222222" }),
    Gamma: environment({ AwsAccountId: "222222222222" }),
    Prod: environment({ AwsAccountId: "444444444444", Deploy: false }),
  }),
);
const payments = modelOf(itemWith({ Alpha: environment() }, { RepoName: "payments" }));

it("finds every account that items deploy to, once, with the repositories that do", () => {
  expect(targetsOf([], [webshop, payments])).toEqual([
    { account: "222222222222", repositories: ["payments", "webshop"] },
    { account: "333333333333", repositories: ["webshop"] },
  ]);
});

it("takes accounts that are named, whether items deploy there or not", () => {
  const named = targetsOf(["555555555555", "222222222222"], [payments]);
  expect(named).toEqual([
    { account: "222222222222", repositories: ["payments"] },
    { account: "555555555555", repositories: [] },
  ]);
});
