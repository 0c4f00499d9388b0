import { keyText } from "../../records/index.js";
import type { OrphanReport } from "../find-orphans.js";
import type { Orphan } from "../recovery/index.js";
import type { Finding } from "./finding.js";
import { byRun, type Snapshot, safetyOfRun } from "./snapshot.js";

/** What stands in AWS and no state knows, each with what the next run does with it. */
export function orphanFindings(found: Snapshot, { ours, foreign, keys }: OrphanReport): Finding[] {
  const ofRun = { kind: "orphan", subject: keyText(found.key), fix: safetyOfRun(found) } as const;
  return [
    ...ours.map((orphan) => ({
      ...ofRun,
      message: `${orphan.address} is there (${orphan.id}), and no state knows it.`,
      remedy: "Reconcile it here and now: it is taken into the state.",
      resource: orphan,
      repair: byRun(found),
    })),
    ...keys.map((id) => ({
      ...ofRun,
      message: `The KMS key ${id} bears the pipeline's tags, and its state has no place for it.`,
      remedy: "Reconcile it here and now: it is scheduled for deletion, 7 days ahead.",
      resource: { type: "aws_kms_key", id },
      repair: byRun(found),
    })),
    ...foreign.map((orphan) => foreignFinding(ofRun.subject, orphan)),
  ];
}

function foreignFinding(subject: string, { isElsewhere, ...resource }: Orphan): Finding {
  const { address, id } = resource;
  return {
    kind: "orphan",
    subject,
    message: `${address} is there (${id}${isElsewhere ? ", of another account" : ""}), without this pipeline's tags: somebody else made it.`,
    remedy: "Remove or rename it, or change namePrefix in stagewright.yaml. A destroy leaves it as it is.",
    fix: "manual",
    resource,
  };
}
