import { beforeAll, describe, expect, it } from "vitest";
import { type Faults, liveAll } from "./driver.fixture.js";
import { quickTypes } from "./types/index.fixture.js";

let faults: Faults;

/** A few types, with one of each kind of fault that they show; all are in acceptance.long.test.ts. */
beforeAll(async () => {
  faults = await liveAll(quickTypes);
});

describe("Terraform's provider makes, changes, imports and destroys as in AWS", () => {
  it.each(quickTypes.map(({ type }) => type))("%s", (type) => {
    expect(faults.get(type)).toEqual([]);
  });
});
