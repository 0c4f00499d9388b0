import { expect, it } from "vitest";
import { drawInventory } from "./show.js";

it("accounts hold kinds, regions hold kinds, resources hold their parts", () => {
  const pipeline = {
    name: "shop",
    detail: "V2",
    parts: [{ name: "Source", parts: [{ name: "Repo", detail: "S3" }] }],
  };
  const drawn = drawInventory([
    {
      accountId: "111111111111",
      global: { "IAM roles": [{ name: "build" }] },
      regions: { "eu-central-1": { "CodePipeline pipelines": [pipeline] } },
    },
  ]);
  expect(drawn).toMatchInlineSnapshot(`
    "account 111111111111
    ├─ IAM roles
    │  └─ build
    └─ eu-central-1
       └─ CodePipeline pipelines
          └─ shop (V2)
             └─ Source
                └─ Repo (S3)"
  `);
});

it("an empty sandbox says so", () => {
  expect(drawInventory([])).toBe("Nothing yet.");
});
