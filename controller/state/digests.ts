import { createHash } from "node:crypto";
import type { LockRows } from "./lock-rows.js";
import type { Objects } from "./objects.js";
import type { BackendPlaces } from "./state-places.js";

/** The rows that hold the MD5 of states. A death between writing a state and its row leaves one that blocks every run. */
export class Digests {
  constructor(
    private readonly objects: Objects,
    /** Undefined where the installation locks in the bucket alone: then there are no digests. */
    private readonly rows: LockRows | undefined,
  ) {}

  /** Whether there is nothing to be repaired: no state, no digest, or the state's own. */
  async fits(places: BackendPlaces): Promise<boolean> {
    return (await this.#wrong(places)) === undefined;
  }

  /** For who knows that nobody has the state locked: the digest would be theirs. */
  async repair(places: BackendPlaces): Promise<void> {
    const wrong = await this.#wrong(places);
    if (wrong) await this.rows?.replaceDigest(places.digestId, wrong.digest, wrong.right);
  }

  async #wrong({ state, digestId }: BackendPlaces) {
    const [found, digest] = [await this.objects.read(state), await this.rows?.read(digestId, "Digest")];
    if (!found || digest === undefined) return undefined;
    const right = createHash("md5").update(found.bytes).digest("hex");
    return digest === right ? undefined : { digest, right };
  }
}
