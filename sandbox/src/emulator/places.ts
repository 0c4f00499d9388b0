import { askPrivately, type PrivateAddress } from "./private.js";

/** An account, and a region unless what it holds there is of no region, such as roles. */
export interface PlaceInUse {
  /** 12 digits. */
  readonly accountId: string;
  readonly region?: string;
}

/** Asks the emulator where it holds anything; see places.py. */
export async function placesInUse(emulator: PrivateAddress): Promise<PlaceInUse[]> {
  const response = await askPrivately(emulator, "places");
  const places = (await response.json()) as [string, string | null][];
  return places.map(([accountId, region]) => ({ accountId, ...(region && { region }) }));
}
