/** A policy of one statement, as IAM takes it. */
export function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export const allow = (action: string, resource = "*"): string =>
  policy({ Effect: "Allow", Action: action, Resource: resource });

/** A trust policy: who may assume the role, under which conditions. */
export const trust = (principal: object, condition?: object): string =>
  policy({
    Effect: "Allow",
    Principal: principal,
    Action: ["sts:AssumeRole", "sts:TagSession"],
    ...(condition && { Condition: condition }),
  });
