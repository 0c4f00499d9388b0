import { KnownFailure, type Lease, type PipelineKey, type StateMark } from "../records/index.js";
import { Digests } from "./digests.js";
import type { LockRows } from "./lock-rows.js";
import { type Lock, Locks } from "./locks.js";
import type { Objects, StoredObject } from "./objects.js";
import { type StatePlaces, statePlaces } from "./state-places.js";

interface State extends StateMark {
  readonly resources: readonly StateResource[];
}

interface StateResource {
  readonly type?: string;
  readonly instances?: readonly { readonly attributes?: { readonly id?: string } }[];
}

/** The states of pipelines, with what Terraform keeps about them. */
export class StateStore {
  readonly #locks: Locks;
  readonly #digests: Digests;

  constructor(
    private readonly objects: Objects,
    /** Undefined where the installation locks in the bucket alone: then there are no digests either. */
    private readonly rows: LockRows | undefined,
  ) {
    this.#locks = new Locks(objects, rows);
    this.#digests = new Digests(objects, rows);
  }

  async markOf(key: PipelineKey): Promise<StateMark | undefined> {
    const found = await this.objects.read(this.#placesOf(key).state);
    if (!found) return undefined;
    const { serial, lineage } = parse(found);
    return { serial, lineage };
  }

  /** The ids of all resources of one type that the state knows. */
  async idsOf(key: PipelineKey, type: string): Promise<string[]> {
    const found = await this.objects.read(this.#placesOf(key).state);
    const resources = (found ? parse(found).resources : []).filter((resource) => resource.type === type);
    const instances = resources.flatMap((resource) => resource.instances ?? []);
    return instances.flatMap(({ attributes }) => attributes?.id ?? []);
  }

  locksOf(key: PipelineKey): Promise<Lock[]> {
    return this.#locks.find(this.#placesOf(key));
  }

  digestFits(key: PipelineKey): Promise<boolean> {
    return this.#digests.fits(this.#placesOf(key));
  }

  /**
   * Undoes what a death of these runs may have left: a lock, and a digest that does not fit the state, which
   * Terraform writes after the state. The digest of a state that someone else has locked is theirs.
   */
  async repair(key: PipelineKey, ended: readonly Lease[]): Promise<void> {
    const places = this.#placesOf(key);
    await this.#locks.breakThoseOf(ended, places);
    if ((await this.#locks.held(places)).length === 0) await this.#digests.repair(places);
  }

  /** Digest before state: the other way round a death in between would leave a digest that fits nothing. */
  async clear(key: PipelineKey): Promise<void> {
    const places = this.#placesOf(key);
    const state = await this.objects.read(places.state);
    await this.#ensureDone(places, state);
    const digest = await this.rows?.read(places.digestId, "Digest");
    if (digest !== undefined) await this.rows?.removeAsRead(places.digestId, "Digest", digest);
    if (state) await this.objects.removeAsRead(places.state, state);
  }

  async #ensureDone(places: StatePlaces, state: StoredObject | undefined): Promise<void> {
    const [lock] = await this.#locks.held(places);
    if (lock) throw new KnownFailure(stillLocked(lock.Who));
    const count = state ? parse(state).resources.length : 0;
    if (count > 0) throw new KnownFailure(notEmpty(count, places.state));
  }

  #placesOf(key: PipelineKey): StatePlaces {
    return statePlaces(key, this.objects.bucket);
  }
}

function parse({ bytes }: StoredObject): State {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function stillLocked(who: string) {
  return {
    class: "lock-held",
    message: `Terraform's lock on the state is held by ${who}, so the state stays.`,
    hint: "It is tried again by itself once that run has ended.",
  };
}

function notEmpty(count: number, place: string) {
  return {
    class: "state-not-empty",
    message: `The state ${place} still holds ${count} resources, but the ledger knows no configuration to destroy them with.`,
    hint: "Put the item back, let it be deployed, and remove it then; or run `stagewright destroy`.",
  };
}
