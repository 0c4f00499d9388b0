import fc from "fast-check";
import { expect, it } from "vitest";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { modelOf } from "../../testing/items/compile.js";
import { exampleItem } from "../../testing/items/examples.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { times } from "../../testing/items/times.js";
import { declarationOf } from "../../testing/stack/declaration.js";
import { askingIn, environmentsOf } from "./environments.js";

const place = { partition: "aws", region: "us-east-1", account: "111111111111" };

/** Those of the compiled pipeline are found by the names of its actions. */
function expectFound(item: unknown): void {
  const pipeline = modelOf(item);
  const { stages = [] } = declarationOf(pipeline, place, "artifacts");
  expect(stages.flatMap(environmentsOf)).toEqual(pipeline.environments.map(({ name }) => name));
  const asking = pipeline.environments.filter(({ approval }) => approval);
  expect(stages.flatMap(askingIn)).toEqual(asking.map(({ name }) => name));
}

it("finds the environments of every compiled pipeline by the names of its actions, and those that ask", () => {
  const isFound = fc.property(arbitraryConfiguration, (configuration) =>
    expectFound(plainFormOf(configuration)),
  );
  fc.assert(isFound, { numRuns: times(100) });
});

it.each(["static-site.yaml", "terraform.yaml", "terraform-without-build.yaml"])(
  "finds those of the example %s",
  (name) => {
    expectFound(exampleItem(name));
  },
);
