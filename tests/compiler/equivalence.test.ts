import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryConfiguration, toPlainForm } from "../support/arbitrary-item.js";
import { asHeld } from "../support/as-held.js";
import { compile } from "../support/compile.js";
import { at, listAt, textAt } from "../support/json.js";
import { times } from "../support/times.js";
import { expectedStages } from "./expected-stages.js";

describe("a compiled pipeline", () => {
  it("has exactly the stages and actions that its configuration asks for, in order", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const held = asHeld(compile(toPlainForm(configuration)));
        const pipeline = at(held, "resource", "aws_codepipeline", "pipeline");
        const region = textAt(held, "provider", "aws", 0, "region");
        expect(listAt(pipeline, "stage")).toEqual(
          expectedStages(configuration, textAt(pipeline, "name"), region),
        );
      }),
      { numRuns: times(1000) },
    );
  });
});
