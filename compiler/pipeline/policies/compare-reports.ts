import type { Conditions } from "../../iam/index.js";
import type { Grant, Holder, PolicyReport } from "./report.js";

/** What a change of an item does to its pipeline's permissions. */
export interface ReportComparison {
  /** What may be done afterwards and might not before. Empty: the change widens nothing. */
  readonly wider: readonly PermissionChange[];
  /** What might be done before and may not afterwards. */
  readonly narrower: readonly PermissionChange[];
}

/** Actions on one resource that one holder gains or loses. */
export interface PermissionChange {
  readonly job: string;
  readonly who?: string;
  readonly actions: readonly string[];
  readonly resource: string;
  readonly conditions?: Conditions;
  /** `condition`: the same was there already, under stricter conditions, or is a denial that went. */
  readonly why: "new" | "condition" | "denial";
}

/** Compares two reports of one pipeline. Without a `before` everything is new. */
export function compareReports(before: PolicyReport | undefined, after: PolicyReport): ReportComparison {
  const [old, now] = [before?.holders ?? [], after.holders];
  return { wider: gained(old, now), narrower: gained(now, old) };
}

/** One action of one principal on one resource. */
interface Permission {
  readonly job: string;
  readonly effect: Grant["effect"];
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: Conditions;
}

/** What `after` allows and `before` does not; what `before` denies and `after`, where the holder stays, does not. */
function gained(before: readonly Holder[], after: readonly Holder[]): PermissionChange[] {
  const [old, now] = [permissionsOf(before), permissionsOf(after)];
  const allowed = missing(ofEffect(old, "Allow"), ofEffect(now, "Allow")).map(({ permission, known }) => ({
    permission,
    why: known ? ("condition" as const) : ("new" as const),
  }));
  const stays = ({ job }: Permission) => after.some((holder) => holder.job === job);
  const denied = ofEffect(old, "Deny").filter((one) => stays(one) && !isGone(one, old, now));
  const undenied = missing(ofEffect(now, "Deny"), denied).map(({ permission }) => ({
    permission,
    why: "denial" as const,
  }));
  return grouped([...allowed, ...undenied]);
}

/** A denial that goes with what it protects, which somebody was granted and nobody is any more, allows nothing. */
function isGone({ resource }: Permission, old: readonly Permission[], now: readonly Permission[]): boolean {
  const isGranted = (all: readonly Permission[]) =>
    ofEffect(all, "Allow").some((permission) => permission.resource === resource);
  return isGranted(old) && !isGranted(now);
}

function permissionsOf(holders: readonly Holder[]): Permission[] {
  return holders.flatMap(({ job, takenBy, grants }) => [
    ...(takenBy ? permissionsIn(job, { ...takenBy, resources: ["the role itself"] }) : []),
    ...grants.flatMap((grant) => permissionsIn(job, grant)),
  ]);
}

function permissionsIn(job: string, { effect, who = [""], actions, resources, conditions = {} }: Grant) {
  return who.flatMap((principal) =>
    actions.flatMap((action) =>
      resources.map(
        (resource): Permission => ({ job, effect, who: principal, action, resource, conditions }),
      ),
    ),
  );
}

function ofEffect(permissions: readonly Permission[], effect: Grant["effect"]): Permission[] {
  return permissions.filter((permission) => permission.effect === effect);
}

/** Those of `wanted` that none of `held` covers, and whether one does but for its conditions. */
function missing(held: readonly Permission[], wanted: readonly Permission[]) {
  return wanted.flatMap((permission) => {
    const near = held.filter((one) => covers(one, permission));
    const isCovered = near.some(({ conditions }) => isNoStricter(conditions, permission.conditions));
    return isCovered ? [] : [{ permission, known: near.length > 0 }];
  });
}

function covers(held: Permission, wanted: Permission): boolean {
  return (
    held.job === wanted.job &&
    held.who === wanted.who &&
    includes(held.action, wanted.action) &&
    includes(held.resource, wanted.resource)
  );
}

/** Whether every text that fits the second pattern fits the first. `*` stands for anything, `?` for one character. */
export function includes(pattern: string, other: string): boolean {
  const shape = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", "[^*]");
  return new RegExp(`^${shape}$`, "s").test(other);
}

/** Whether the first conditions let through all that the second do: each asks for no more than the other does. */
function isNoStricter(first: Conditions, second: Conditions): boolean {
  return Object.entries(first).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const other = second[operator]?.[key];
      return other !== undefined && [other].flat().every((value) => [values].flat().includes(value));
    }),
  );
}

function grouped(changes: readonly { permission: Permission; why: PermissionChange["why"] }[]) {
  const groups = new Map<string, PermissionChange & { actions: string[] }>();
  for (const { permission, why } of changes) {
    const { job, who, action, resource, conditions } = permission;
    const key = JSON.stringify([job, who, resource, conditions, why]);
    const known = groups.get(key);
    if (known) known.actions.push(action);
    else {
      const said = { ...(who && { who }), ...(Object.keys(conditions).length > 0 && { conditions }) };
      groups.set(key, { job, actions: [action], resource, why, ...said });
    }
  }
  return [...groups.values()];
}
