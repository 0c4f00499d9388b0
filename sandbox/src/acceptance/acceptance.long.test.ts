import { beforeAll, describe, expect, it } from "vitest";
import { type Deviations, liveAll } from "./driver.fixture.js";
import { resourceTypes } from "./types/index.fixture.js";

let deviations: Deviations;
const onlyThese = process.env.STAGEWRIGHT_ACCEPTANCE?.split(",");
const chosen = resourceTypes.filter(({ type }) => onlyThese?.includes(type) ?? true);

/** Every type with the real provider, all at once. */
beforeAll(async () => {
  deviations = await liveAll(chosen);
}, 900_000);

describe("made, changed argument by argument, imported and destroyed as in AWS", () => {
  it.each(chosen.map(({ type }) => type))("%s", (type) => {
    expect(deviations.get(type)).toEqual([]);
  });
});
