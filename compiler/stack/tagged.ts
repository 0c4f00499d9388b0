import type { StackContext } from "./stack-context.js";

/** The argument that gives a resource the item's own tags; without any, none. */
export function tagged({ tags }: Pick<StackContext, "tags">): { tags?: Record<string, string> } {
  return Object.keys(tags).length > 0 ? { tags: { ...tags } } : {};
}
