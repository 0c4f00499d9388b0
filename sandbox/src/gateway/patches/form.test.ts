import { expect, it } from "vitest";
import { nestForm } from "./form.js";

it("Members of a list come in the order of their numbers, whatever the order of the form", () => {
  const fields = { "Names.member.10": "j", "Names.member.2": "b", "Names.member.1": "a", Prefix: "x" };
  expect(nestForm(fields)).toEqual({ Names: ["a", "b", "j"], Prefix: "x" });
});

it("A form without lists stays as it is", () => {
  expect(nestForm({ Action: "DescribeAlarms" })).toEqual({ Action: "DescribeAlarms" });
});
