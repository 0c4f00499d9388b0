import type { Proof } from "./proof.js";

/** Something that AWS is expected to do, which one life of a control plane can show. */
export interface Claim {
  readonly id: string;
  /** The claim as a sentence. */
  readonly says: string;
  /** The claims without which nobody need try this one, by their ids. */
  readonly needs: readonly string[];
  /** Throws with what AWS did instead; may tell what was seen. */
  prove(proof: Proof): Promise<string | undefined>;
}

/** What a proof does not show with what it was given, and why. */
export interface OpenClaim {
  readonly id: string;
  readonly says: string;
  readonly because: string;
}

export interface ClaimResult {
  readonly id: string;
  readonly says: string;
  /** `not-tried`: a claim that it needs has fallen, or the proof was stopped. */
  readonly verdict: "held" | "fell" | "not-tried" | "not-shown";
  /** What was seen, what AWS did instead, or why nobody tried. */
  readonly words: string;
}
