import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environment, itemWith, test as testOf } from "../../testing/items/items.js";
import { actionsOf, endedAfter, endedBy, newestOf, type WatchedPipeline } from "./executions.js";
import {
  deployedAccount,
  startTerraformInstallation,
  states,
  type TerraformInstallation,
} from "./terraform-installation.js";

const stateKey = "network/prod.tfstate";

const item = itemWith(
  {
    Prod: environment({
      AwsAccountId: deployedAccount,
      ManualApproval: true,
      Terraform: {
        Directory: "infra",
        BackendConfig: { bucket: states, key: stateKey, region: "us-east-1", use_lockfile: true },
        Variables: { greeting: "hello" },
        ApproveWhen: "changes",
      },
      Tests: { Outputs: testOf({ Repository: "network-tests", BuildSpec: "buildspec.yml" }) },
    }),
  },
  { RepoName: "network", Build: false },
);

const both = ["orders", "invoices"];

/** One resource for each name. */
const configuration = (names: readonly string[]) => ({
  "infra/main.tf": `terraform {
  backend "s3" {}
}
variable "greeting" {
  type = string
}
resource "terraform_data" "made" {
  for_each = toset(${JSON.stringify(names)})
  input    = "\${var.greeting} \${each.key}"
}
output "said" {
  value = [for one in terraform_data.made : one.output]
}
output "kept" {
  value     = "tell-nobody"
  sensitive = true
}
`,
});

/** It fails where the outputs are others, and where it can read what lies beside them. */
const tests = {
  "buildspec.yml": `version: 0.2
phases:
  build:
    commands:
      - aws s3 cp "$TF_OUTPUTS" outputs.json
      - grep 'hello orders' outputs.json
      - '! grep kept outputs.json'
      - '! aws s3 cp "\${TF_OUTPUTS%outputs.json}bundle.tgz" bundle.tgz'
`,
};

/** What a team does whose pipeline deploys with Terraform, and nothing else: each step is started by the one before. */
describe("a pipeline that deploys with Terraform", () => {
  let real: TerraformInstallation;
  let watched: WatchedPipeline;

  beforeAll(async () => {
    real = await startTerraformInstallation("network");
    watched = await real.pipelineOf(item);
    await endedBy(watched, "CreatePipeline");
    await real.push("network-tests", tests);
  });

  afterAll(() => real?.close());

  it("plans a push, shows people what it changes, and applies that plan in the other account", async () => {
    await real.push("network", configuration(both));
    const { executionId, actionName, stageName } = await real.answer(watched, "Approved");
    expect([stageName, actionName]).toEqual(["BuildAndDeployToProd", "ProdApproval"]);
    expect((await endedAfter(watched, undefined)).status).toBe("Succeeded");
    const actions = await actionsOf(watched, executionId);
    const { CustomData, ExternalEntityLink } =
      actions.get("ProdApproval")?.input?.resolvedConfiguration ?? {};
    expect(CustomData).toContain("2 to add, 0 to change, 0 to destroy, 0 to replace");
    expect(ExternalEntityLink).toContain(
      encodeURIComponent(`plans/${watched.name}/Prod/${executionId}/plan.txt`),
    );
    expect(actions.get("RunProdOutputsTests")?.status).toBe("Succeeded");
    expect(JSON.parse(await real.readState(stateKey)).resources).toHaveLength(1);
    const logs = await real.logsOf(watched);
    expect(logs).toContain("Apply complete! Resources: 2 added");
    expect(logs).not.toContain("tell-nobody");
  });

  it("asks nobody where nothing changes", async () => {
    const known = (await newestOf(watched))?.pipelineExecutionId;
    await real.push("network", { ...configuration(both), "infra/README.md": "Of the network." });
    const { status, pipelineExecutionId } = await endedAfter(watched, known);
    expect(status).toBe("Succeeded");
    const actions = await actionsOf(watched, pipelineExecutionId);
    expect(actions.get("ReviewProd")?.output?.outputVariables).toMatchObject({ Class: "none" });
    expect(actions.get("ProdApproval")?.output?.executionResult?.externalExecutionSummary).toBe(
      "Nobody was asked: No changes.",
    );
  });

  it("changes nothing where people refuse what it would destroy", async () => {
    const before = await real.readState(stateKey);
    const known = (await newestOf(watched))?.pipelineExecutionId;
    await real.push("network", configuration(["orders"]));
    const { executionId } = await real.answer(watched, "Rejected");
    expect((await endedAfter(watched, known)).status).toBe("Failed");
    const actions = await actionsOf(watched, executionId);
    expect(actions.get("ReviewProd")?.output?.outputVariables).toMatchObject({
      Class: "destroys",
      Summary: expect.stringContaining('Destroys: terraform_data.made["invoices"]'),
    });
    expect(actions.has("ApplyProd")).toBe(false);
    expect(await real.readState(stateKey)).toBe(before);
  });
});
