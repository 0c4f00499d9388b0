import { allow, bucketArn } from "../../../iam/index.js";
import type { Ceiling } from "../../kind.js";
import { takeTargetRoles } from "../../target-account.js";
import { useDeploymentsKey } from "./grants.js";

/** What any plan, review or apply may do, where the installation deploys with Terraform. */
export const terraformCeiling: Ceiling = {
  part: "deploy Terraform",
  // Brackets alone: by default nothing is deployed with Terraform.
  budget: 2,
  grows: ["terraform", "limits.accounts"],
  statements: (installation) => {
    const { terraform, childAccount, namePrefix } = installation.settings;
    if (terraform === undefined) return [];
    const at = (folder: string) => bucketArn(`${terraform.bucket}/${folder}/*`, installation);
    return [
      allow(
        "Deployments",
        ["s3:GetObject", "s3:GetObjectVersion"],
        [bucketArn(`${terraform.bucket}/*`, installation)],
      ),
      allow("PutDeployments", ["s3:PutObject"], [at("applied"), at("plans")]),
      useDeploymentsKey(["kms:Decrypt", "kms:GenerateDataKey"], namePrefix, installation),
      takeTargetRoles([childAccount.planRole, childAccount.applyRole], installation),
    ];
  },
};
