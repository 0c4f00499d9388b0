import { compareVersions } from "../../../toolchain/index.js";

/** `1.2.3` as numbers; a part that is not written is absent. */
type Parts = readonly number[];

/**
 * Whether a release is within a constraint as Terraform writes them: `>= 5.100.0, < 7.0.0`, `~> 5.100`. A
 * pre-release is within none; Terraform too takes one only by its exact version.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function isWithin(version: string, range: string): boolean {
  const parts = partsOf(version);
  return parts !== undefined && range.split(",").every((term) => satisfies(parts, term.trim()));
}

function satisfies(version: Parts, term: string): boolean {
  const [, operator = "", written = ""] = /^([<>=!~]*)\s*(.*)$/.exec(term) ?? [];
  const bound = partsOf(written);
  const holds = comparisons[operator];
  if (!bound || !holds) throw new Error(`"${term}" is no version constraint that Terraform knows.`);
  return holds(version, bound);
}

const comparisons: Readonly<Record<string, (version: Parts, bound: Parts) => boolean>> = {
  "": (version, bound) => compareVersions(version, bound) === 0,
  "=": (version, bound) => compareVersions(version, bound) === 0,
  "!=": (version, bound) => compareVersions(version, bound) !== 0,
  ">": (version, bound) => compareVersions(version, bound) > 0,
  ">=": (version, bound) => compareVersions(version, bound) >= 0,
  "<": (version, bound) => compareVersions(version, bound) < 0,
  "<=": (version, bound) => compareVersions(version, bound) <= 0,
  "~>": (version, bound) =>
    compareVersions(version, bound) >= 0 && compareVersions(version, nextOf(bound)) < 0,
};

/** Only the last part that is written may grow: `~> 5.100` ends before 6, `~> 5.100.1` before 5.101. */
function nextOf(bound: Parts): Parts {
  const kept = bound.slice(0, Math.max(1, bound.length - 1));
  return kept.map((part, index) => (index === kept.length - 1 ? part + 1 : part));
}

/** Of releases, oldest first; what is none comes before all. */
export function compareReleases(left: string, right: string): number {
  return compareVersions(partsOf(left) ?? [], partsOf(right) ?? []);
}

function partsOf(text: string): Parts | undefined {
  return /^\d+(\.\d+){0,2}$/.test(text) ? text.split(".").map(Number) : undefined;
}
