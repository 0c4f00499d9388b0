import { beforeAll, describe, expect, it } from "vitest";
import { type Deviations, liveAll } from "./driver.fixture.js";
import { quickTypes } from "./types/index.fixture.js";

let deviations: Deviations;

/** A few types, one for each kind of fault, all their arguments at once; acceptance.long.test.ts has all, one by one. */
beforeAll(async () => {
  deviations = await liveAll(quickTypes, true);
});

describe("Terraform's provider makes, changes, imports and destroys as in AWS", () => {
  it.each(quickTypes.map(({ type }) => type))("%s", (type) => {
    expect(deviations.get(type)).toEqual([]);
  });
});
