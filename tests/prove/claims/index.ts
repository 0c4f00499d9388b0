import type { Claim, OpenClaim } from "../claim.js";
import { allGoneClaim } from "./all-gone.js";
import { bootstrapClaim } from "./bootstrap.js";
import { bootstrapAgainClaim } from "./bootstrap-again.js";
import { buildStartsClaim } from "./build-starts.js";
import { connectionLent } from "./connection-lent.js";
import { controlPlaneWellClaim } from "./control-plane-well.js";
import { failureToldClaim } from "./failure-told.js";
import { keyAtBirthClaim } from "./key-at-birth.js";
import { pipelineChangedClaim } from "./pipeline-changed.js";
import { pipelineDestroyedClaim } from "./pipeline-destroyed.js";
import { pipelineMadeClaim } from "./pipeline-made.js";
import { pipelineRoleClaim } from "./pipeline-role.js";
import { planEmptyClaim } from "./plan-empty.js";
import { scheduleClaim } from "./schedule.js";
import { targetRolesClaim } from "./target-roles.js";

/** In the order of a control plane's life. */
export function claimsOf(connection: string | undefined): readonly Claim[] {
  return [
    buildStartsClaim,
    bootstrapClaim,
    bootstrapAgainClaim,
    controlPlaneWellClaim,
    targetRolesClaim,
    keyAtBirthClaim,
    pipelineRoleClaim,
    pipelineMadeClaim,
    planEmptyClaim,
    pipelineChangedClaim,
    scheduleClaim,
    failureToldClaim,
    ...(connection ? [connectionLent(connection)] : []),
    pipelineDestroyedClaim,
    allGoneClaim,
  ];
}

const needsExecution = "it needs an execution of a pipeline";

/** What this proof leaves open. */
export function openClaimsOf(connection: string | undefined): readonly OpenClaim[] {
  return [
    ...(connection
      ? []
      : [
          {
            id: "connection-lent",
            says: "A pipeline can be made whose source is read through a connection (finding 20b).",
            because: "no --connection was given",
          },
        ]),
    {
      id: "connection-used",
      says: "A pipeline's role may use a connection for its repository (finding 1).",
      because: needsExecution,
    },
    {
      id: "deployer",
      says: "CloudFormation may make applications with the deployer role, transforms among them (findings 2 and 3).",
      because: needsExecution,
    },
    {
      id: "first-execution",
      says: "A first execution finds roles and policies that count already (finding 15).",
      because: needsExecution,
    },
  ];
}
