import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { modulePolicies } from "./module-policies.js";

it("modules/child-account/policies.tf is what its generator writes", () => {
  const file = new URL("../modules/child-account/policies.tf", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(modulePolicies());
});
