import type { Settings } from "../../../compiler/index.js";
import { backendPlaces, Digests, LockRows, Locks, Objects } from "../../state/index.js";
import { controlPlaneNames } from "../names.js";
import type { BootstrapClients } from "./clients.js";

/**
 * Gives back the lock with this id of the control plane's own state, in the table and in the bucket, and lets the
 * digest fit the state that is there. Gives whether there was such a lock. For who knows that its owner has ended.
 */
export async function unlock(id: string, settings: Settings, clients: BootstrapClients): Promise<boolean> {
  const { bucket, lock, lockTable } = settings.state;
  const objects = new Objects(clients.s3, bucket);
  const rows = lock === "s3" ? undefined : new LockRows(clients.documents, lockTable);
  const places = backendPlaces(controlPlaneNames(settings).stateKey, bucket);
  const locks = new Locks(objects, rows);
  const meant = (await locks.find(places)).filter(({ info }) => info.ID === id);
  for (const each of meant) await each.release();
  if ((await locks.held(places)).length === 0) await new Digests(objects, rows).repair(places);
  return meant.length > 0;
}
