import { beforeAll, describe, expect, it } from "vitest";
import { type Deviations, liveAll } from "./driver.fixture.js";
import { quickTypes } from "./types/index.fixture.js";

let deviations: Deviations;

/** A few types, with one of each kind of fault that they show; all are in acceptance.long.test.ts. */
beforeAll(async () => {
  deviations = await liveAll(quickTypes);
});

describe("Terraform's provider makes, changes, imports and destroys as in AWS", () => {
  it.each(quickTypes.map(({ type }) => type))("%s", (type) => {
    expect(deviations.get(type)).toEqual([]);
  });
});
