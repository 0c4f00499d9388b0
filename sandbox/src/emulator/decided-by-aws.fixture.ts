import type { Question } from "./question.fixture.js";

/** A kind of question that the judge and its second opinion answer differently, and the page of AWS that decides it. */
export interface Difference {
  readonly page: string;
  readonly says: string;
  concerns(question: Question): boolean;
}

const guide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";

export const decidedByAws: readonly Difference[] = [
  {
    page: `${guide}reference_policies_elements_notprincipal.html`,
    says: "NotPrincipal must name the account and the role beside the session that it excepts, and excepts nobody who has a boundary",
    concerns: (question) => namedIn(question, "NotPrincipal").some((name) => isAbout(question, name)),
  },
  {
    page: `${guide}access_policies.html#policies_session`,
    says: "what a resource's policy grants to a session itself is not limited by the session's policies",
    concerns: (question) =>
      question.sessionPolicy !== undefined &&
      namedIn(question, "Principal").some((name) => name === "*" || name === question.principal),
  },
  {
    page: `${guide}reference_policies_elements_condition_operators.html#Conditions_IfExists`,
    says: "with IfExists a condition holds where its key is absent, after ForAnyValue too",
    concerns: (question) => setKeysOf(question).some((name) => !isGiven(question, name)),
  },
  {
    page: `${guide}reference_policies_variables.html#policy-vars-no-value`,
    says: "a variable without a value is equal to nothing and like nothing: what it is in is not spoilt by it",
    concerns: (question) => variablesOf(question).some((name) => !isGiven(question, name)),
  },
  {
    page: `${guide}reference_policies_variables.html#policy-vars-wheretouse`,
    says: "a variable may be any part of a resource, its last one too",
    concerns: (question) =>
      question.action === "sns:Publish" && /"arn:aws:sns:[^"]*\$\{/.test(JSON.stringify(question)),
  },
  {
    page: `${guide}reference_policies_variables.html#policy-vars-infotouse`,
    says: "${*} has the fixed value of a star, also for an operator that knows no wildcards",
    concerns: (question) => starKeysOf(question).some((name) => valuesOf(question, name).includes("*")),
  },
];

/** The keys that are asked for with ForAnyValue and IfExists. */
function setKeysOf(question: Question): string[] {
  const found = JSON.stringify(question).matchAll(/"ForAnyValue:\w+IfExists":\{"([^"]+)"/g);
  return [...found].map(([, name = ""]) => name);
}

/** Those without a default. */
function variablesOf(question: Question): string[] {
  return [...JSON.stringify(question).matchAll(/\$\{([\w:/]+)\}/g)].map(([, name = ""]) => name);
}

/** The keys that are compared with ${*} by an operator that knows no wildcards. */
function starKeysOf(question: Question): string[] {
  const compared = /"(?:For\w+:)?String(?:Not)?Equals\w*":\{"([^"]+)":\[?[^\]}]*"\$\{\*\}"/g;
  return [...JSON.stringify(question).matchAll(compared)].map(([, name = ""]) => name);
}

function valuesOf({ keys }: Question, name: string): string[] {
  return Object.entries(keys).flatMap(([key, value]) =>
    key.toLowerCase() === name.toLowerCase() ? value : [],
  );
}

function isGiven(question: Question, name: string): boolean {
  return Object.keys(question.keys).some((key) => key.toLowerCase() === name.toLowerCase());
}

interface Named {
  readonly Principal?: "*" | { readonly AWS: string | readonly string[] };
  readonly NotPrincipal?: { readonly AWS: string | readonly string[] };
}

function namedIn({ resourcePolicy }: Question, element: keyof Named): string[] {
  const { Statement = [] } = (resourcePolicy ?? {}) as { readonly Statement?: readonly Named[] };
  return Statement.flatMap((statement) => {
    const named = statement[element];
    if (named === undefined || named === "*") return named ?? [];
    return [named.AWS].flat();
  });
}

function isAbout({ principal }: Question, name: string): boolean {
  const account = principal.split(":")[4] ?? "";
  const role = principal.replace(/:sts:(.*):assumed-role\/([^/]+).*$/, ":iam:$1:role/$2");
  return ["*", account, `arn:aws:iam::${account}:root`, role, principal].includes(name);
}
