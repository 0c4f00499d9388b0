import { allow, bucketArn, ofService, ownedBy, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { bucketActions } from "./bucket-actions.js";
import { useKey } from "./keep-state.js";

/**
 * The bucket and the locks, the states of the control plane and of target accounts in them, and the tools. States of
 * pipelines are read, and removed when the installation is.
 */
export function keepStateStore(site: Site): Statement[] {
  return [...grantsOf(site), ...keepLocks(site), ...useKey(site)];
}

/** Policies of the bucket are put; nothing takes them away, and no rule of its life is set. */
export const ofOtherBuckets = ["DeleteBucketPolicy", "PutLifecycleConfiguration"];

function grantsOf(site: Site): Statement[] {
  const { stateBucket } = arnsOf(site);
  const owned = ownedBy(site.account);
  const own = bucketActions.filter((action) => !ofOtherBuckets.includes(action));
  const kept = ["DeleteObject", "DeleteObjectVersion", "GetObject", "PutObject"];
  // Said once with the states' bucket: a role's own policy holds 10,240 characters.
  const deployments = site.deploymentsBucket ? [bucketArn(site.deploymentsBucket, site)] : [];
  const at = (...folders: string[]) => folders.map((folder) => `${stateBucket}/${folder}/*`);
  return [
    allow("ManageStateBucket", ofService("s3", own), [stateBucket, ...deployments]),
    allow("KeepStates", ofService("s3", kept), at("accounts", "control-plane", "toolchain"), owned),
    allow("RemoveStates", ofService("s3", ["DeleteObjectVersion", "GetObject"]), at("pipelines"), owned),
  ];
}

/** Those of pipelines are looked at alone, as are all rows (`manage-control-plane.ts`). One that is given back by hand lets the digest fit: an update. */
function keepLocks(site: Site): Statement[] {
  const lockTable = site.hasLockTable ? [arnsOf(site).lockTable] : [];
  const own = ["accounts", "control-plane"].map((folder) => `${site.names.stateBucket}/${folder}/*`);
  return [
    allow("KeepLocks", ofService("dynamodb", ["DeleteItem", "PutItem", "UpdateItem"]), lockTable, {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": own },
    }),
  ];
}
