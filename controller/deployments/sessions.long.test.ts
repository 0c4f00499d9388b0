import { afterAll, beforeAll, expect, it } from "vitest";
import { type DeploymentLife, startDeploymentLife } from "./deployment-life.fixture.js";

let life: DeploymentLife;
beforeAll(async () => {
  life = await startDeploymentLife({ sessionSeconds: 60 });
});
afterAll(() => life.close());

it("outlives its build's sessions: what was applied is told after they have ended", async () => {
  const [execution, spec] = [life.execution(), life.spec()];
  const files = {
    "infra/main.tf": `terraform {
  backend "s3" {}
}
resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "sleep 75"
  }
}
output "done" {
  value = terraform_data.slow.id != ""
}`,
  };
  const plan = await life.run("plan", execution, { spec, files });
  expect(plan).toMatchObject({ exitCode: 0 });
  const { exported } = await life.run("review", execution, { spec });
  const env = {
    BUNDLE_VERSION: exported.BundleVersion ?? "",
    BUNDLE_SHA256: exported.Sha256 ?? "",
    REVIEWED_CLASS: exported.Class ?? "",
  };
  const apply = await life.run("apply", execution, { spec, env });
  expect(apply).toMatchObject({ exitCode: 0, log: expect.stringContaining("Apply complete") });
  expect(JSON.parse(await life.read("applied/shop-main/Prod/outputs.json"))).toEqual({ done: true });
});
