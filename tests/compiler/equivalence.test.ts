import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, listAt, textAt } from "../../testing/expect/json.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { compile } from "../../testing/items/compile.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { times } from "../../testing/items/times.js";
import { resolveStack } from "../../testing/stack/resolve-stack.js";
import { expectedStages } from "./expected-stages.js";

describe("a compiled pipeline", () => {
  it("has exactly the stages and actions that its configuration asks for, in order", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const held = resolveStack(compile(plainFormOf(configuration)));
        const pipeline = at(held, "resource", "aws_codepipeline", "pipeline");
        const region = textAt(held, "provider", "aws", 0, "region");
        expect(listAt(pipeline, "stage")).toEqual(
          expectedStages(configuration, textAt(pipeline, "name"), region),
        );
      }),
      { numRuns: times(300) },
    );
  });
});
