import { expect, it } from "vitest";
import { withoutCors } from "./cors.js";

const page = "http://localhost:3000";
const answered = (origin: string) => [
  "ETag",
  "1",
  "Access-Control-Allow-Origin",
  origin,
  "access-control-expose-headers",
  "*",
];

it("No header of an answer lets a web page read it", () => {
  expect(withoutCors(answered("*"), undefined)).toEqual(["ETag", "1"]);
});

it.each(["*", page])("The page that may call may read what lets in %s, and it alone", (origin) => {
  expect(withoutCors(answered(origin), page)).toEqual([
    ...["ETag", "1", "access-control-expose-headers", "*"],
    ...["Access-Control-Allow-Origin", page, "Vary", "Origin"],
  ]);
});

it.each(["https://evil.example", "null"])("It may not read what lets in %s", (origin) => {
  expect(withoutCors(answered(origin), page)).toEqual(["ETag", "1"]);
});
