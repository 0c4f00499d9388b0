import { expect, it } from "vitest";
import { parseFault } from "./parse-fault.js";

const match = { service: "s3", action: "PutObject" };

it.each([
  { match, effect: { fail: { code: "SlowDown", status: 503 } } },
  { match, at: 3, effect: { throttle: true } },
  { match: {}, at: "every", effect: { delay: 200 } },
  { match, at: { probability: 0.5, seed: 1 }, effect: { drop: "after" } },
])("%j is a fault", (fault) => {
  expect(parseFault(fault)).toEqual(fault);
});

it.each([
  [{}, "fault must have required property 'match'"],
  [{ match, effect: {} }, "fault/effect must have required property 'fail'"],
  [{ match: { verb: "x" }, effect: { delay: 1 } }, "fault/match must NOT have additional properties"],
  [{ match, at: 0, effect: { delay: 1 } }, "fault/at must be >= 1"],
  [{ match, effect: { drop: "during" } }, "fault/effect/drop must be equal to one of the allowed values"],
  [{ match, effect: { fail: { code: "X", status: 200 } } }, "fault/effect/fail/status must be >= 400"],
])("%j is refused with what is wrong", (fault, message) => {
  expect(() => parseFault(fault)).toThrow(message);
});
