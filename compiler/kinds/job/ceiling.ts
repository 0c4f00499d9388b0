import type { Ceiling } from "../kind.js";
import { takeTargetRoles } from "../target-account.js";
import { anyNeeds } from "./needs.js";
import { anyProject } from "./project-grants.js";
import { testRolePattern } from "./target-role.js";

/** What any build and any test may do. */
export const jobCeiling: Ceiling = {
  part: "jobs",
  budget: 2100,
  grows: ["limits.parameters", "limits.secrets", "limits.networkAccounts", "limits.accounts"],
  statements: (installation) => [
    ...anyProject(installation.pipelines, installation),
    ...anyNeeds(installation.settings, installation),
    takeTargetRoles([testRolePattern(installation.settings)], installation),
  ],
};
