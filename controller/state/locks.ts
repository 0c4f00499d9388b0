import type { Lease } from "../records/index.js";
import type { LockRows } from "./lock-rows.js";
import type { Objects } from "./objects.js";
import type { BackendPlaces } from "./state-places.js";

/** What a Terraform lock says of itself. */
export interface LockInfo {
  readonly ID: string;
  /** `user@host` */
  readonly Who: string;
  readonly Created: string;
}

export interface Lock {
  readonly info: LockInfo;
  /** Gives back this lock, and no later one. */
  release(): Promise<void>;
}

/** Where a state's locks are. */
type LockPlaces = Pick<BackendPlaces, "lockId" | "lockFile">;

/** The locks of one state: Terraform may keep one in the table, one in the bucket, or both. */
export class Locks {
  constructor(
    private readonly objects: Objects,
    /** Undefined where the installation locks in the bucket alone. */
    private readonly rows: LockRows | undefined,
  ) {}

  async held(places: LockPlaces): Promise<LockInfo[]> {
    return (await this.find(places)).map(({ info }) => info);
  }

  /** Gives back those of runs that have ended; anyone else's stays. */
  async breakThoseOf(ended: readonly Lease[], places: LockPlaces): Promise<void> {
    for (const lock of await this.find(places)) if (isOfOne(ended, lock.info)) await lock.release();
  }

  async find(places: LockPlaces): Promise<Lock[]> {
    const found = await Promise.all([this.#inTable(places), this.#inBucket(places)]);
    return found.filter((lock) => lock !== undefined);
  }

  async #inTable({ lockId }: LockPlaces): Promise<Lock | undefined> {
    const { rows } = this;
    const info = await rows?.read(lockId, "Info");
    if (!rows || info === undefined) return undefined;
    return { info: JSON.parse(info), release: () => rows.removeAsRead(lockId, "Info", info) };
  }

  async #inBucket({ lockFile }: LockPlaces): Promise<Lock | undefined> {
    const found = await this.objects.read(lockFile);
    if (!found) return undefined;
    const info = JSON.parse(new TextDecoder().decode(found.bytes));
    return { info, release: () => this.objects.removeAsRead(lockFile, found) };
  }
}

/** Whether the lock is of one of these: the same user and host, since it had the lease: a lease and a lock are written by one machine and its clock. */
export function isOfOne(ended: readonly Lease[], { Who, Created }: LockInfo): boolean {
  return ended.some(({ who, since }) => who === Who && Date.parse(Created) >= Date.parse(since));
}
