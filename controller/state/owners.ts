import { type KeyAttributes, keyAttributes, keyIn, keyText, type PipelineKey } from "../records/index.js";
import type { Objects } from "./objects.js";
import { statePlaces } from "./state-places.js";

/**
 * Whose an id is. An id holds 50 bits of a hash, so two keys can be searched that share one, and with it a state and every
 * name in AWS. Beside the state stands the key that had it first; nobody else's pipeline is made there.
 */
export class Owners {
  constructor(private readonly objects: Objects) {}

  /** Takes the id for this key, or gives the key that has it already. */
  async claim(key: PipelineKey): Promise<PipelineKey | undefined> {
    const found = await this.#read(key);
    if (found) return otherThan(key, found);
    const mine: KeyAttributes = keyAttributes(key);
    const isMine = await this.objects.writeNew(placeOf(key, this.objects), encode(mine));
    return isMine ? undefined : this.otherOf(key);
  }

  /** The key that has this one's id, unless it is this one or nobody has it yet. */
  async otherOf(key: PipelineKey): Promise<PipelineKey | undefined> {
    const found = await this.#read(key);
    return found && otherThan(key, found);
  }

  /** Gives the id up. For its owner alone. */
  async clear(key: PipelineKey): Promise<void> {
    const found = await this.objects.read(placeOf(key, this.objects));
    if (found) await this.objects.removeAsRead(placeOf(key, this.objects), found);
  }

  async #read(key: PipelineKey): Promise<PipelineKey | undefined> {
    const place = placeOf(key, this.objects);
    const found = await this.objects.read(place);
    if (!found) return undefined;
    const owner = keyIn(Object(JSON.parse(new TextDecoder().decode(found.bytes))));
    if (!owner) throw new Error(`${place} in ${this.objects.bucket} names no owner. Look at its versions.`);
    return owner;
  }
}

function otherThan(key: PipelineKey, owner: PipelineKey): PipelineKey | undefined {
  return keyText(owner) === keyText(key) ? undefined : owner;
}

function placeOf(key: PipelineKey, { bucket }: Objects): string {
  return statePlaces(key, bucket).owner;
}

function encode(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
