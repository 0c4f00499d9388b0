import { expect, it } from "vitest";
import { toXml } from "./xml.js";

it.each([
  [{ A: "x" }, "<A>x</A>"],
  [{ A: ["x", "y"] }, "<A><member>x</member><member>y</member></A>"],
  [{ A: [{ B: 1 }] }, "<A><member><B>1</B></member></A>"],
  [{ A: [] }, "<A></A>"],
  [{ A: null, B: undefined, C: false, D: 0, E: "" }, "<C>false</C><D>0</D><E></E>"],
  [{ A: "<&>" }, "<A>&lt;&amp;&gt;</A>"],
])("%j is written as %s", (value, xml) => {
  expect(toXml(value, [])).toBe(xml);
});

it("A timestamp is written as text, another number as it is", () => {
  const xml = toXml({ At: 1_767_225_600, Period: 60 }, ["At"]);
  expect(xml).toBe("<At>2026-01-01T00:00:00.000Z</At><Period>60</Period>");
});
