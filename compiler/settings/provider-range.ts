import { type Problem, show } from "../diagnostics/index.js";

/** What the stage module asks of the AWS provider (`modules/stage/versions.tf`). */
export const moduleRange = ">= 5.100.0, < 7.0.0";

type Version = readonly [major: number, minor: number, patch: number];

interface Bound {
  readonly version: Version;
  readonly isIncluded: boolean;
}

interface Range {
  readonly from: readonly Bound[];
  readonly to: readonly Bound[];
}

/**
 * A range of provider versions that no version within the module's can meet: `terraform init` would only say so in the
 * first run. https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function checkProviderRange(range: string): Problem[] {
  const terms = range.split(",").map((term) => rangeOf(term.trim()));
  const unsound = range.split(",").find((_, index) => terms[index] === undefined);
  if (unsound !== undefined) return [problem(range, `${show(unsound.trim())} is no version constraint`)];
  const all = [...terms, ...moduleRange.split(",").map((term) => rangeOf(term.trim()))];
  const isEmpty = all
    .flatMap((one) => one?.from ?? [])
    .some((from) => all.flatMap((one) => one?.to ?? []).some((to) => excludes(from, to)));
  return isEmpty ? [problem(range, "no version is in both ranges")] : [];
}

function problem(range: string, reason: string): Problem {
  return {
    path: "/provider/version",
    code: "settings.provider-range",
    value: show(range),
    message: `The range ${show(range)} does not go with the module's, ${moduleRange}: ${reason}.`,
    hint: "Use a part of the module's range, such as ~> 5.100, or leave the setting out.",
  };
}

/** Undefined for what is no constraint. One version is a range too; what a `!=` leaves out makes none empty here. */
function rangeOf(term: string): Range | undefined {
  const [, operator, text = ""] = /^(=|!=|>|>=|<|<=|~>)?\s*([0-9]+(?:\.[0-9]+){0,2})$/.exec(term) ?? [];
  if (text === "") return undefined;
  const parts = text.split(".").map(Number);
  const at = (isIncluded: boolean): Bound[] => [{ version: whole(parts), isIncluded }];
  if (operator === "!=") return { from: [], to: [] };
  if (operator === ">" || operator === ">=") return { from: at(operator === ">="), to: [] };
  if (operator === "<" || operator === "<=") return { from: [], to: at(operator === "<=") };
  if (operator !== "~>") return { from: at(true), to: at(true) };
  return { from: at(true), to: [{ version: whole(nextOf(parts)), isIncluded: false }] };
}

/** Only the last part that is written may grow: `~> 5.100` ends before 6, `~> 5.100.1` before 5.101. */
function nextOf(parts: readonly number[]): number[] {
  const kept = parts.slice(0, Math.max(1, parts.length - 1));
  return kept.map((part, index) => (index === kept.length - 1 ? part + 1 : part));
}

function whole([major = 0, minor = 0, patch = 0]: readonly number[]): Version {
  return [major, minor, patch];
}

function excludes(from: Bound, to: Bound): boolean {
  const at = [0, 1, 2].find((index) => from.version[index] !== to.version[index]);
  if (at === undefined) return !(from.isIncluded && to.isIncluded);
  return (from.version[at] ?? 0) > (to.version[at] ?? 0);
}
