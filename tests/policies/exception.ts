/** A wildcard that stands in a shipped policy, and why. */
export interface Exception {
  /** Whose policy: `pipeline`, `build`, `tests`, `artifact key`, `reconciler`, … */
  readonly where: RegExp;
  readonly sid: RegExp;
  /** The action or resource. */
  readonly shape: RegExp;
  readonly reason: string;
}

export function exception(where: RegExp, sid: RegExp, shape: RegExp, reason: string): Exception {
  return { where, sid, shape, reason };
}

/** Service authorization reference: what these actions do is not done to any one resource. */
export const noResource = "AWS offers no resource level for these actions";
export const denies = "denies; the more the better";
