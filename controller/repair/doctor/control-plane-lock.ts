import { backendPlaces, type Locks } from "../../state/index.js";
import type { Finding } from "./finding.js";
import { lockFinding } from "./locks.js";

/** The lock of the control plane's own state: whoever ran `bootstrap`, their end has no proof. */
export async function examineControlPlane(locks: Locks, bucket: string, state: string): Promise<Finding[]> {
  const held = await locks.find(backendPlaces(state, bucket));
  return held.map((lock) =>
    lockFinding("control plane", lock, "a `bootstrap`, whose end has no proof", "confirm"),
  );
}
