import type { Claim, OpenClaim } from "../claim.js";
import { allGone } from "./all-gone.js";
import { bootstrap } from "./bootstrap.js";
import { bootstrapAgain } from "./bootstrap-again.js";
import { buildStarts } from "./build-starts.js";
import { connectionLent } from "./connection-lent.js";
import { controlPlaneWell } from "./control-plane-well.js";
import { failureTold } from "./failure-told.js";
import { keyAtBirth } from "./key-at-birth.js";
import { pipelineChanged } from "./pipeline-changed.js";
import { pipelineDestroyed } from "./pipeline-destroyed.js";
import { pipelineMade } from "./pipeline-made.js";
import { pipelineRole } from "./pipeline-role.js";
import { planEmpty } from "./plan-empty.js";
import { schedule } from "./schedule.js";
import { targetRoles } from "./target-roles.js";

/** In the order of a control plane's life. */
export function claimsOf(connection: string | undefined): readonly Claim[] {
  return [
    buildStarts,
    bootstrap,
    bootstrapAgain,
    controlPlaneWell,
    targetRoles,
    keyAtBirth,
    pipelineRole,
    pipelineMade,
    planEmpty,
    pipelineChanged,
    schedule,
    failureTold,
    ...(connection ? [connectionLent(connection)] : []),
    pipelineDestroyed,
    allGone,
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
