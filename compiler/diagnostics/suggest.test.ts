import { expect, it } from "vitest";
import { suggest } from "./suggest.js";

const known = ["RepoName", "RepoTag", "BuildImage", "Run"];

it.each([
  ["Reponame", "RepoName"],
  ["RepoNmae", "RepoName"],
  ["buildImages", "BuildImage"],
  ["Rum", "Run"],
])("takes %s for %s", (written, meant) => {
  expect(suggest(written, known)).toBe(meant);
});

it.each(["Pipeline", "X", "__proto__", "toString", "", "Run".repeat(100_000)])(
  "finds nothing near to others",
  (written) => {
    expect(suggest(written, known)).toBeUndefined();
  },
);

it("finds nothing where nothing is known", () => {
  expect(suggest("RepoName", [])).toBeUndefined();
});
