import type { PlanJson, ResourceChange } from "../../../toolchain/index.js";

const signs: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  "delete create": "±",
  "create delete": "±",
};

const verbs: Readonly<Record<string, string>> = {
  "+": "to create",
  "~": "to change",
  "±": "to replace",
  "-": "to destroy",
  "→": "to take over",
  "·": "to let go",
};

/** A plan for people: a line for each resource that is touched, with what changes in it, then how many there are. */
export function planWords({ resource_changes = [], output_changes = {} }: PlanJson): string[] {
  const touched = resource_changes.flatMap((resource) => {
    const sign = signOf(resource);
    return sign === undefined ? [] : [{ sign, line: `  ${sign} ${resource.address}${changedIn(resource)}` }];
  });
  const counts = Object.entries(verbs).flatMap(([sign, verb]) => {
    const count = touched.filter((each) => each.sign === sign).length;
    return count === 0 ? [] : [`${count} ${verb}`];
  });
  const outputs = Object.values(output_changes).filter(({ actions }) => !actions.includes("no-op")).length;
  if (counts.length === 0) return outputs > 0 ? ["Only outputs change."] : [];
  return [...touched.map(({ line }) => line), `${counts.join(", ")}.`];
}

function signOf({ change }: ResourceChange): string | undefined {
  if (change.actions.includes("forget")) return "·";
  return signs[change.actions.join(" ")] ?? (isTakenOver(change) ? "→" : undefined);
}

/** `importing` is there for what an import block names. */
function isTakenOver(change: ResourceChange["change"]): boolean {
  return "importing" in change && Boolean(change.importing);
}

/** The attributes that differ, where something is changed in place. */
function changedIn({ change }: ResourceChange): string {
  const taken = isTakenOver(change) ? " (taken over)" : "";
  if (!change.actions.includes("update")) return taken;
  const [before, after] = [Object(change.before), Object(change.after)] as Record<string, unknown>[];
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null),
  );
  return names.length === 0 ? taken : `${taken}: ${names.join(", ")}`;
}
