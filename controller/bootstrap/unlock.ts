import { createHash } from "node:crypto";
import type { Settings } from "../../compiler/index.js";
import { controlPlaneNames } from "../installation/index.js";
import { LockRows, Objects } from "../reconciler/index.js";
import type { Reach } from "./reach.js";

/**
 * Gives back the lock with this id of the control plane's own state, in the table and in the bucket, and lets the
 * digest fit the state that is there. Gives whether there was such a lock. For who knows that its owner has ended.
 */
export async function unlock(id: string, settings: Settings, reach: Reach): Promise<boolean> {
  const { state } = settings;
  const objects = new Objects(reach.s3, state.bucket);
  const rows = new LockRows(reach.documents, state.lockTable);
  const place = controlPlaneNames(settings).stateKey;
  const inTable = state.lock !== "s3" && (await unlockTable(id, `${state.bucket}/${place}`, rows));
  const inBucket = await unlockBucket(id, `${place}.tflock`, objects);
  if (state.lock !== "s3") await mendDigest(place, objects, rows);
  return inTable || inBucket;
}

async function unlockTable(id: string, lockId: string, rows: LockRows): Promise<boolean> {
  const info = await rows.read(lockId, "Info");
  if (info === undefined || JSON.parse(info).ID !== id) return false;
  await rows.removeAsRead(lockId, "Info", info);
  return true;
}

async function unlockBucket(id: string, key: string, objects: Objects): Promise<boolean> {
  const file = await objects.read(key);
  if (!file || JSON.parse(new TextDecoder().decode(file.bytes)).ID !== id) return false;
  await objects.removeAsRead(key, file);
  return true;
}

/** A death between the writing of a state and of its digest blocks every run; whoever holds the lock may be at it. */
async function mendDigest(place: string, objects: Objects, rows: LockRows): Promise<void> {
  const lockId = `${objects.bucket}/${place}`;
  const [state, digest] = [await objects.read(place), await rows.read(`${lockId}-md5`, "Digest")];
  if (!state || digest === undefined || (await rows.read(lockId, "Info"))) return;
  const right = createHash("md5").update(state.bytes).digest("hex");
  if (digest !== right) await rows.replaceDigest(`${lockId}-md5`, digest, right);
}
