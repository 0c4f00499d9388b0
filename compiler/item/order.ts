import { type Problem, pointer, show, suggest } from "../diagnostics/index.js";
import { isObject } from "./objects.js";
import type { PlainEnvironment, PlainItem } from "./plain-item.js";

type Environments = Readonly<Record<string, PlainEnvironment>>;

/** The order that the original system knew: taken when an item says none. */
const classic = ["Alpha", "Beta", "Gamma", "Prod"];

/**
 * The names of the environments in the order of deployment, by waves; every wave holds one as yet. A DynamoDB map has
 * no order, so the item says it: `Order` in every environment, or `EnvironmentOrder`. Alphabetical order would put Prod
 * before Staging.
 */
export function orderOf(item: PlainItem): { waves: readonly (readonly string[])[]; problems: Problem[] } {
  const { names, problems } = namesInOrder(item);
  return { waves: names.map((name) => [name]), problems };
}

function namesInOrder(item: PlainItem): { names: readonly string[]; problems: Problem[] } {
  const environments = item.DeploymentConfigurations ?? {};
  const names = Object.keys(environments).sort();
  const numbered = names.filter((name) => environments[name]?.Order !== undefined);
  if (item.EnvironmentOrder) return byList(names, item.EnvironmentOrder, numbered);
  if (numbered.length > 0) return byNumber(names, numbered, environments);
  return byCustom(names, Object.keys(environments));
}

/** An order that is given as one of DynamoDB's sets: those come back sorted, not as they were written. */
export function orderInSet(dynamoDbJson: Record<string, unknown>): Problem[] {
  const order = dynamoDbJson.EnvironmentOrder;
  if (!isObject(order) || !Object.hasOwn(order, "SS")) return [];
  return [
    {
      path: "/EnvironmentOrder",
      code: "item.order-in-set",
      value: show(order.SS),
      message: "EnvironmentOrder is a set, and DynamoDB keeps no order in a set.",
      hint: 'Write it as a list: {"L": [{"S": "Dev"}, {"S": "Prod"}]}.',
    },
  ];
}

function byList(names: string[], list: readonly string[], numbered: string[]) {
  const known = new Set(names);
  const listed = new Set(list);
  const problems = [
    ...list.flatMap((name, index) => (known.has(name) ? [] : [unknownInOrder(name, index, names)])),
    ...list.flatMap((name, index) => (list.indexOf(name) < index ? [twiceInOrder(name, index)] : [])),
    ...names.filter((name) => !listed.has(name)).map(missingInOrder),
    ...numbered.map(orderedTwice),
  ];
  return { names: list, problems };
}

function byNumber(names: string[], numbered: string[], environments: Environments) {
  const order = (name: string) => environments[name]?.Order ?? 0;
  const sorted = [...numbered].sort((a, b) => order(a) - order(b));
  const problems = [
    ...names.filter((name) => !numbered.includes(name)).map(withoutNumber),
    ...sorted.flatMap((name, index) => {
      const before = sorted[index - 1];
      return before !== undefined && order(before) === order(name)
        ? [sameNumber(name, before, order(name))]
        : [];
    }),
  ];
  return { names: sorted, problems };
}

function byCustom(names: string[], asWritten: readonly string[]) {
  const isClassic = names.every((name) => classic.includes(name));
  if (isClassic || names.length < 2) {
    return { names: isClassic ? classic.filter((name) => names.includes(name)) : names, problems: [] };
  }
  return { names, problems: [orderMissing(asWritten)] };
}

/** Whether a problem at this place keeps the order from being known: an environment, its number, or the list. */
export function bearsOnOrder(path: string): boolean {
  return /^\/(EnvironmentOrder|DeploymentConfigurations(\/[^/]*(\/Order)?)?$)/.test(path);
}

const base = "/DeploymentConfigurations";

/** The order in the file is the likeliest: by the alphabet Prod would come before Staging. */
function orderMissing(names: readonly string[]): Problem {
  return {
    path: base,
    code: "item.order-missing",
    message: `The order of the environments ${names.join(", ")} is not given. Only ${classic.join(", ")} have an order of their own.`,
    hint: `Add a line such as "EnvironmentOrder": ${JSON.stringify(names)}, in the order of deployment.`,
  };
}

function unknownInOrder(name: string, index: number, names: string[]): Problem {
  const near = suggest(name, names);
  return {
    path: `/EnvironmentOrder/${index}`,
    code: "item.order-unknown",
    value: name,
    message: `${name} is not an environment of this item.`,
    hint: near ? `Did you mean ${near}?` : `Environments: ${names.join(", ") || "none"}.`,
  };
}

function twiceInOrder(name: string, index: number): Problem {
  return {
    path: `/EnvironmentOrder/${index}`,
    code: "item.order-repeated",
    value: name,
    message: `${name} is in the order twice.`,
    hint: "Take one of them out.",
  };
}

function missingInOrder(name: string): Problem {
  return {
    path: "/EnvironmentOrder",
    code: "item.order-incomplete",
    message: `The environment ${name} is not in the order.`,
    hint: `Add "${name}" at its place.`,
  };
}

function orderedTwice(name: string): Problem {
  return {
    path: `${base}${pointer(name)}/Order`,
    code: "item.order-given-twice",
    message: "The order is given twice: here and in EnvironmentOrder.",
    hint: "Keep one of the two.",
  };
}

function withoutNumber(name: string): Problem {
  return {
    path: `${base}${pointer(name)}/Order`,
    code: "item.order-incomplete",
    message: `The environment ${name} has no Order; others have one.`,
    hint: 'Add a line such as "Order": 10.',
  };
}

function sameNumber(name: string, other: string, order: number): Problem {
  return {
    path: `${base}${pointer(name)}/Order`,
    code: "item.order-repeated",
    value: String(order),
    message: `${name} and ${other} have the same Order ${order}.`,
    hint: "Give each its own number; environments are deployed one after the other.",
  };
}
