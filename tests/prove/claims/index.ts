import type { Claim, OpenClaim } from "../claim.js";
import { allGoneClaim } from "./all-gone.js";
import { approvalTokenClaim } from "./approval-token.js";
import { artifactKeysClaim } from "./artifact-keys.js";
import { bootstrapClaim } from "./bootstrap.js";
import { bootstrapAgainClaim } from "./bootstrap-again.js";
import { buildStartsClaim } from "./build-starts.js";
import { changeSetLinkClaim } from "./change-set-link.js";
import { connectionLentClaim } from "./connection-lent.js";
import { connectionUsedClaim } from "./connection-used.js";
import { controlPlaneWellClaim } from "./control-plane-well.js";
import { deployedClaim } from "./deployed.js";
import { eventsToldClaim } from "./events-told.js";
import { failureToldClaim } from "./failure-told.js";
import { firstExecutionClaim } from "./first-execution.js";
import { keyAtBirthClaim } from "./key-at-birth.js";
import { noChangesClaim } from "./no-changes.js";
import { pipelineChangedClaim } from "./pipeline-changed.js";
import { pipelineDestroyedClaim } from "./pipeline-destroyed.js";
import { pipelineMadeClaim } from "./pipeline-made.js";
import { pipelineRoleClaim } from "./pipeline-role.js";
import { planEmptyClaim } from "./plan-empty.js";
import { projectWithoutSourceClaim } from "./project-without-source.js";
import { repositoryClaim } from "./repository.js";
import { reviewAgainClaim, reviewInProgressClaim } from "./review-in-progress.js";
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
    repositoryClaim,
    keyAtBirthClaim,
    pipelineRoleClaim,
    pipelineMadeClaim,
    planEmptyClaim,
    firstExecutionClaim,
    approvalTokenClaim,
    eventsToldClaim,
    reviewInProgressClaim,
    changeSetLinkClaim,
    reviewAgainClaim,
    deployedClaim,
    noChangesClaim,
    artifactKeysClaim,
    projectWithoutSourceClaim,
    pipelineChangedClaim,
    scheduleClaim,
    failureToldClaim,
    ...(connection ? [connectionLentClaim, connectionUsedClaim] : []),
    pipelineDestroyedClaim,
    allGoneClaim,
  ];
}

/** What cannot be shown without a connection that somebody has completed. */
export function openClaimsOf(connection: string | undefined): readonly OpenClaim[] {
  if (connection) return [];
  const because = "no --connection was given";
  return [connectionLentClaim, connectionUsedClaim].map(({ id, says }) => ({ id, says, because }));
}
