import { bearsTags, type Finder, type FoundResource, type Search } from "./finder.js";
import type { Missing } from "./missing.js";
import { finders } from "./types.js";

/** What stands in AWS as the configuration names it, and no state knows. */
export interface Orphan {
  readonly address: string;
  readonly type: string;
  /** As `import` wants it. */
  readonly id: string;
  /** Another account has it. */
  readonly isElsewhere?: boolean;
}

export interface Orphans {
  readonly ours: readonly Orphan[];
  /** What bears our name and not our tags: somebody else made it. */
  readonly foreign: readonly Orphan[];
}

/** Looks for each in AWS: importing what is not there is an error. */
export async function searchOrphans(missing: readonly Missing[], search: Search): Promise<Orphans> {
  const ours: Orphan[] = [];
  const foreign: Orphan[] = [];
  for (const { address, type, values } of missing) {
    const found = await finderOf(type)?.(values, search);
    if (!found) continue;
    const side = isOurs(type, found, search) ? ours : foreign;
    const { id, isElsewhere } = found;
    side.push({ address, type, id, ...(isElsewhere && { isElsewhere }) });
  }
  return { ours, foreign };
}

function finderOf(type: string): Finder | undefined {
  return Object.hasOwn(finders, type) ? finders[type] : undefined;
}

/** The provider makes a bucket first and tags it then: one without any tag may be half made by us. */
function isOurs(type: string, { tags, isElsewhere }: FoundResource, search: Search): boolean {
  if (isElsewhere) return false;
  if (type === "aws_s3_bucket" && Object.keys(tags).length === 0) return true;
  return bearsTags(tags, search);
}
