import type { Conditions } from "../../iam/index.js";
import type { PermissionChange, ReportComparison } from "./compare-reports.js";
import type { Grant, Holder, PolicyReport } from "./report.js";

/** A report as lines for people: each role or resource, who takes it, and what it may do on what. */
export function reportInWords({ pipeline, repository, branch, holders }: PolicyReport): string[] {
  return [`${pipeline}: ${repository}, branch ${branch}`, ...holders.flatMap(holderInWords)];
}

function holderInWords({ job, name, takenBy, grants }: Holder): string[] {
  const taken = takenBy
    ? `, taken by ${(takenBy.who ?? []).join(", ")}${conditionsInWords(takenBy.conditions)}`
    : "";
  return [`  ${job} (${name})${taken}`, ...grants.flatMap(grantInWords)];
}

function grantInWords({ effect, who, actions, resources, conditions }: Grant): string[] {
  const whom = who ? `${who.join(", ")} ` : "";
  const verb = effect === "Allow" ? "may" : "may never";
  return [
    `    ${whom}${verb} ${actions.join(", ")}${conditionsInWords(conditions)}`,
    ...resources.map((resource) => `      on ${resource}`),
  ];
}

/** What a change widens, then what it narrows, as lines; one line if it does neither. */
export function comparisonInWords({ wider, narrower }: ReportComparison): string[] {
  if (wider.length + narrower.length === 0) return ["No permission changes."];
  return [
    ...(wider.length > 0
      ? ["WIDENS permissions:", ...wider.map((change) => changeInWords("+", change))]
      : []),
    ...(narrower.length > 0
      ? ["Narrows permissions:", ...narrower.map((change) => changeInWords("-", change))]
      : []),
  ];
}

const reasons: Readonly<Record<PermissionChange["why"], string>> = {
  new: "",
  condition: " (under other conditions than before)",
  denial: " (a denial)",
};

/** One change as a line, behind its sign. */
export function changeInWords(
  sign: string,
  { job, who, actions, resource, conditions, why }: PermissionChange,
): string {
  const whom = who ? ` for ${who}` : "";
  return `  ${sign} ${job}${whom}: ${actions.join(", ")} on ${resource}${conditionsInWords(conditions)}${reasons[why]}`;
}

const operators: Readonly<Record<string, string>> = {
  ArnEquals: "is",
  ArnLike: "is like",
  Bool: "is",
  StringEquals: "is",
  StringEqualsIfExists: "if given is",
  StringLike: "is like",
  StringLikeIfExists: "if given is like",
  StringNotEquals: "is not",
};

/** As what follows a permission; empty without any. */
export function conditionsInWords(conditions: Conditions = {}): string {
  const said = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) => `${key} ${operators[operator] ?? operator} ${[values].flat().join(" or ")}`,
    ),
  );
  return said.length > 0 ? `, where ${said.join(" and ")}` : "";
}
