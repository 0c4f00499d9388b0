import { changed, without } from "./arguments.fixture.js";
import type { Arguments, Given, ResourceType, Variant } from "./resource-type.fixture.js";
import type { Surroundings } from "./surroundings.fixture.js";

/** One resource of a test: what it is made with, and what it becomes. */
export interface Life {
  readonly kind: ResourceType;
  /** `aws_sqs_queue.change-name`. */
  readonly address: string;
  readonly label: string;
  readonly from: Arguments;
  readonly to: Arguments;
  /** What AWS fills in beside `from`. */
  readonly filledIn: Arguments;
  readonly replaces: boolean;
  /** By address. */
  readonly needs: Readonly<Record<string, Arguments>>;
}

/** Every life that a type's table gives; in brief those that change all at once, and the variants. */
export function livesOf(kind: ResourceType, surroundings: Surroundings, isBrief = false): Life[] {
  const sample = givenFor(kind, "sample", surroundings);
  const optional = Object.keys(kind.all(sample)).filter((name) => !(name in kind.fewest(sample)));
  const taken = [...optional, ...(kind.takenAway ?? [])].filter((name) => !kind.stays?.includes(name));
  const replaces = (names: readonly string[]) =>
    names.some((name) => kind.replacing?.includes(name)) || (kind.replacing?.includes("*") ?? false);
  const whole: Record<string, Variant> = {
    fewest: {
      from: kind.fewest,
      to: kind.all,
      replaces: replaces(optional),
      ...(kind.filledIn && { filledIn: kind.filledIn }),
    },
    all: { from: kind.all, to: (given) => fewestAfterAll(kind, given), replaces: replaces(taken) },
  };
  const changes = Object.keys(kind.changes?.(sample) ?? {}).map((name): [string, Variant] => [
    `change-${name}`,
    {
      from: kind.all,
      to: (given) => changed(kind.all(given), name, kind.changes?.(given)[name]),
      replaces: replaces([name]),
    },
  ]);
  const absences = taken.map((name): [string, Variant] => [
    `without-${name}`,
    { from: kind.all, to: (given) => without(kind.all(given), name), replaces: replaces([name]) },
  ]);
  const { all: back, ...first } = whole;
  const single = isBrief ? [] : [...changes, ...absences];
  const others = kind.alone ? [] : [...entriesOf("all", back), ...single];
  const all = [...Object.entries(first), ...others, ...Object.entries(kind.variants ?? {})];
  return all.map(([name, variant]) => lifeOf(kind, name, variant, surroundings));
}

function entriesOf(name: string, variant: Variant | undefined): [string, Variant][] {
  return variant ? [[name, variant]] : [];
}

/** What stays once it was said is left as it is. */
function fewestAfterAll(kind: ResourceType, given: Given): Arguments {
  const all = kind.all(given);
  const kept = Object.entries(all).filter(([name]) => kind.stays?.includes(name));
  return { ...Object.fromEntries(kept), ...kind.fewest(given) };
}

function lifeOf(kind: ResourceType, name: string, variant: Variant, surroundings: Surroundings): Life {
  const label = name.replaceAll(/[._]/g, "-").toLowerCase();
  const given = givenFor(kind, label, surroundings);
  return {
    kind,
    address: `${kind.type}.${label}`,
    label,
    from: variant.from(given),
    to: variant.to(given),
    filledIn: variant.filledIn ?? {},
    replaces: variant.replaces ?? false,
    needs: kind.needs?.(given) ?? {},
  };
}

/** Names are short and hold a hash, since many services allow few characters. */
function givenFor(kind: ResourceType, label: string, surroundings: Surroundings): Given {
  const short = kind.type.replace(/^aws_/, "").replaceAll("_", "-").slice(0, 16).replace(/-$/, "");
  let hash = 5381;
  for (const character of `${kind.type}.${label}`) hash = (hash * 33 + character.charCodeAt(0)) >>> 0;
  return { ...surroundings, name: `${short}-${hash.toString(36)}`, label };
}
