import { isDeepStrictEqual } from "node:util";
import type { Settings } from "../../compiler/index.js";

/** Keys in which a local file says something else than the installation; what `bootstrap` fills in is no difference. */
export function differingKeys(local: Settings, installed: Settings): string[] {
  const filledIn = ["centralAccount", "permissionsBoundary"];
  const own = Object.entries(local).filter(([key, value]) => value !== undefined || !filledIn.includes(key));
  const other = new Map(Object.entries(withBucketOf(installed, local)));
  return own.filter(([key, value]) => !isDeepStrictEqual(value, other.get(key))).map(([key]) => key);
}

/** The default name of the bucket holds the account, which the file need not name. */
function withBucketOf(installed: Settings, { centralAccount, state }: Settings): Settings {
  const named = `${state.bucket}-${installed.centralAccount}`;
  const derived = centralAccount === undefined && installed.state.bucket === named;
  return derived ? { ...installed, state: { ...installed.state, bucket: state.bucket } } : installed;
}
