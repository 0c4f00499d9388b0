import { expect, it } from "vitest";
import { terraformAdvice } from "./terraform-advice.js";

const tool = { version: "1.11.4", key: "toolchain/t.zip", sha256: "0".repeat(64) };
const tools = {
  terraform: tool,
  providers: [{ ...tool, source: "hashicorp/aws", version: "5.100.0" }],
};
const advise = (text: string, verb: "plan" | "apply" = "plan") =>
  terraformAdvice(text, { pipeline: "p", environment: "Prod", tools, verb }).join("\n");

/** As Terraform 1.11 words them. */
it.each([
  [
    "a stale plan",
    "Error: Saved plan is stale\n\nThe given plan file can no longer be applied because the state was changed\nby another operation after the plan was created.\n",
    "Retry the stage with all its actions",
  ],
  [
    "a held lock, with its holder",
    `Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412
Lock Info:
  ID:        9db590f1-b6fe-c5f2-2678-8804f089deba
  Path:      states/prod.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-01-01 10:00:00.1 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written`,
    "locked by ann@laptop since 2026-01-01 10:00:00.1 +0000 UTC (lock 9db590f1-b6fe-c5f2-2678-8804f089deba)",
  ],
  [
    "a lock file that names too little",
    "Error: Provider dependency changes detected\n\nChanges to the required provider dependencies were detected, but the lock\nfile is read-only.\n",
    "terraform providers lock -platform=linux_amd64",
  ],
  [
    "a lock file of another platform",
    "Error: Failed to install provider\n\nError while installing hashicorp/aws v5.100.0: the current package for\nregistry.terraform.io/hashicorp/aws 5.100.0 doesn't match any of the checksums previously recorded\nin the dependency lock file\n",
    "made on another platform",
  ],
  [
    "another version of Terraform",
    'Error: Unsupported Terraform Core version\n\n  on main.tf line 2, in terraform:\n   2:   required_version = "< 1.0"\n\nThis configuration does not support Terraform version 1.11.4.\n',
    "deploys with Terraform 1.11.4",
  ],
  [
    "a provider that is not there",
    "Error: Failed to query available provider packages\n\nCould not retrieve the list of available versions for provider hashicorp/random\n",
    "It has: hashicorp/aws 5.100.0.",
  ],
  [
    "what the reading role may not read",
    "Error: reading SSM Parameter (/shop/key): operation error SSM: GetParameter, api error AccessDeniedException: User: arn:aws:sts::222222222222:assumed-role/plan/x is not authorized to perform: ssm:GetParameter on resource: x\n\n  with data.aws_ssm_parameter.x,\n",
    "may not do ssm:GetParameter: it looks at resources, and not at what is in them. Where a plan must read that, have `childAccount.planReads`",
  ],
])("%s is explained", (_, output, advice) => {
  expect(advise(output)).toContain(advice);
});

it("a denied apply names the setting that would allow it, and nothing is said of what is not known", () => {
  const denied =
    "Error: creating SQS Queue: api error AccessDenied: User: x is not authorized to perform: sqs:CreateQueue\n";
  expect(advise(denied, "apply")).toContain("does not allow sqs:CreateQueue");
  expect(advise("Error: something new\n\nWith a reason.\n")).toBe("");
});
