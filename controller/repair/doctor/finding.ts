import type { PipelineKey } from "../../records/index.js";

/**
 * `safe`: it is proven that nobody is at work on it. `confirm`: there is no such proof, so a person has to know.
 * `manual`: someone is at work, or it is for a person to mend.
 */
export type FixSafety = "safe" | "confirm" | "manual";

/** Something that is not as it should be, and what would mend it. */
export interface Finding {
  readonly kind:
    | "lock"
    | "digest"
    | "lease"
    | "attempt"
    | "orphan"
    | "state"
    | "stream"
    | "schedule"
    | "function"
    | "connection"
    | "quota"
    | "account"
    | "waiting"
    | "deferred"
    | "address";
  /** A pipeline as `REPO BRANCH`, or what else it is about. */
  readonly subject: string;
  readonly message: string;
  /** What `--fix` does, or what to do by hand. */
  readonly remedy: string;
  readonly fix: FixSafety;
  /** Of an orphan. `id` is as `terraform import` wants it; a key that goes has no address. */
  readonly resource?: { readonly address?: string; readonly type: string; readonly id: string };
  /** Absent where there is nothing that could be done here. */
  readonly repair?: Repair;
}

/** Either done at once, or left to a run of the reconciler that takes these owners for ended. */
export type Repair =
  | { readonly kind: "direct"; readonly apply: () => Promise<void> }
  | { readonly kind: "reconcile"; readonly key: PipelineKey; readonly ended: readonly string[] };
