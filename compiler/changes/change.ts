import { isDeepStrictEqual } from "node:util";

/** What happened to one named thing. */
export interface Change {
  readonly name: string;
  readonly change: "added" | "changed" | "removed";
}

/** What is different between two sets of named things: in the order of the later ones, then what is gone. */
export function changesBetween(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): Change[] {
  const now = [...after].flatMap(([name, value]): Change[] => {
    if (!before.has(name)) return [{ name, change: "added" }];
    return isDeepStrictEqual(before.get(name), value) ? [] : [{ name, change: "changed" }];
  });
  const gone = [...before.keys()].filter((name) => !after.has(name));
  return [...now, ...gone.map((name): Change => ({ name, change: "removed" }))];
}
