import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { item, itemWithTest } from "../../testing/items/items.js";

describe("a full ref", () => {
  it.each([
    ["refs/heads/main", "main"],
    ["refs/heads/feature/a", "feature/a"],
    ["refs/remotes/origin/main", "main"],
    ["origin/main", "main"],
  ])("is no branch: %s", (written, branch) => {
    expect(diagnosticsOf(item({ RepoTag: written }))).toMatchObject([
      { code: "item.full-ref", path: "/RepoTag", hint: `Write "${branch}".` },
    ]);
    expect(problemsOf(itemWithTest({ Branch: written }))).toEqual([
      "item.full-ref /DeploymentConfigurations/Prod/Tests/Smoke/Branch",
    ]);
  });

  it("of a tag is none either", () => {
    expect(diagnosticsOf(item({ RepoTag: "refs/tags/v1.0.0" }))).toMatchObject([
      { code: "item.full-ref", message: '"refs/tags/v1.0.0" is a tag, and pipelines follow branches.' },
    ]);
  });

  it.each(["main", "heads/main", "refs", "origin", "original/main", "feature/origin/x"])(
    "is not %s",
    (branch) => {
      expect(problemsOf(item({ RepoTag: branch }))).toEqual([]);
    },
  );
});
