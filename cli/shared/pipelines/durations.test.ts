import { expect, it } from "vitest";
import { ageOf, durationInWords } from "./durations.js";

it.each([
  [-5, "0 s"],
  [0.4, "0 s"],
  [59, "59 s"],
  [60, "1 min"],
  [3_725, "1 h 2 min"],
  [7_200, "2 h"],
  [90_000, "1 d 1 h"],
])("%s seconds are %s", (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});

it("an age is counted from an ISO time", () => {
  expect(ageOf("2026-01-01T10:00:00.000Z", new Date("2026-01-01T13:20:00.000Z"))).toBe("3 h 20 min");
});
