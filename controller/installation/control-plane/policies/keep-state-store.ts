import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { bucketActions } from "./bucket-actions.js";
import { allow, type Grant } from "./grant.js";
import { useKey } from "./keep-state.js";

/**
 * The bucket and the locks, the states of the control plane and of target accounts in them, and the tools. States of
 * pipelines are read, and removed when the installation is.
 */
export function keepStateStore(site: Site): Statement[] {
  return [...grantsOf(site).map(allow), ...keepLocks(site), ...useKey(site)];
}

/** Policies of the bucket are put; nothing takes them away, and no rule of its life is set. */
const ofArtifactBuckets = ["DeleteBucketPolicy", "PutLifecycleConfiguration"];

function grantsOf(site: Site): Grant[] {
  const { stateBucket } = arnsOf(site);
  const own = bucketActions.filter((action) => !ofArtifactBuckets.includes(action));
  const kept = ["DeleteObject", "DeleteObjectVersion", "GetObject", "PutObject"];
  const at = (...folders: string[]) => folders.map((folder) => `${stateBucket}/${folder}/*`);
  return [
    ["ManageStateBucket", "s3", own, [stateBucket]],
    ["KeepStates", "s3", kept, at("accounts", "control-plane", "toolchain")],
    ["RemoveStates", "s3", ["DeleteObjectVersion", "GetObject"], at("pipelines")],
  ];
}

/** Locks of pipelines are looked at. One that is given back by hand lets the digest fit: an update. */
function keepLocks(site: Site): Statement[] {
  const lockTable = site.hasLockTable ? [arnsOf(site).lockTable] : [];
  const own = ["accounts", "control-plane"].map((folder) => `${site.names.stateBucket}/${folder}/*`);
  return [
    {
      ...allow(["KeepLocks", "dynamodb", ["DeleteItem", "PutItem", "UpdateItem"], lockTable]),
      Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": own } },
    },
    allow(["SeeLocks", "dynamodb", ["GetItem"], lockTable]),
  ];
}
