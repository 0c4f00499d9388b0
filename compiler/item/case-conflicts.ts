import { type Problem, pointer, show } from "../diagnostics/index.js";

/** Names that AWS would take for one: said of each that repeats an earlier one in other letters. */
export function caseConflicts(
  names: readonly string[],
  path: string,
  what: string,
  reason: string,
): Problem[] {
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (other === undefined) return [];
    return [
      {
        path: path + pointer(name),
        code: "item.same-but-for-case",
        value: name,
        message: `The ${what} ${show(other)} and ${show(name)} differ only in case.`,
        hint: `Rename one: ${reason}.`,
      },
    ];
  });
}
