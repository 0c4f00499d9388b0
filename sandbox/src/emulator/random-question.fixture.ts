import fc from "fast-check";
import type { Question } from "./question.fixture.js";
import {
  condition,
  oneOf,
  oneOrMore,
  other,
  own,
  requestKeys,
  sometimes,
} from "./random-condition.fixture.js";

/** Policies and requests at random: every element of a statement that IAM knows, and every kind of policy but SCPs. */
const user = `arn:aws:iam::${own}:user/alice`;
const session = `arn:aws:sts::${own}:assumed-role/Builder/run-1`;

/** Actions with the resources that they are asked about, within an account. */
const calls: readonly (readonly [action: string, resource: (account: string) => string])[] = [
  ["s3:GetObject", () => "arn:aws:s3:::shop/team/alice/report.txt"],
  ["s3:PutObject", () => "arn:aws:s3:::shop/team/bob/notes.txt"],
  ["s3:ListBucket", () => "arn:aws:s3:::shop"],
  ["sqs:SendMessage", (account) => `arn:aws:sqs:eu-central-1:${account}:orders`],
  ["sns:Publish", (account) => `arn:aws:sns:eu-central-1:${account}:alice`],
  ["dynamodb:GetItem", (account) => `arn:aws:dynamodb:eu-central-1:${account}:table/orders`],
  ["lambda:InvokeFunction", (account) => `arn:aws:lambda:eu-central-1:${account}:function:orders`],
  [
    "secretsmanager:GetSecretValue",
    (account) => `arn:aws:secretsmanager:eu-central-1:${account}:secret:orders-abcdef`,
  ],
  [
    "kms:Decrypt",
    (account) => `arn:aws:kms:eu-central-1:${account}:key/00000000-0000-4000-8000-000000000001`,
  ],
];

function actions(action: string) {
  const [service = "", name = ""] = action.split(":");
  const like = [
    action,
    `${service}:*`,
    "*",
    `${service}:${name.slice(0, 3)}*`,
    action.toUpperCase(),
    `${service}:??*`,
  ];
  const unlike = [`${service}:Delete*`, "ec2:*"];
  const both = oneOrMore([...like, ...like, ...unlike]);
  return fc.oneof(
    { arbitrary: both.map((Action) => ({ Action })), weight: 5 },
    oneOrMore([...unlike, action]).map((NotAction) => ({ NotAction })),
  );
}

function resources(resource: string) {
  const stem = resource.slice(0, -4);
  const like = [resource, "*", `${stem}*`, `${stem}????`, "arn:aws:*:*:*:*"];
  const variables = [
    `arn:aws:s3:::shop/team/\${aws:username}/*`,
    `arn:aws:sns:eu-central-1:*:\${aws:username}`,
    `arn:aws:s3:::shop/team/\${*}/report.txt`,
    `arn:aws:s3:::shop/\${aws:PrincipalTag/team, 'team'}/*`,
  ];
  const both = oneOrMore([...like, ...like, ...variables]);
  return fc.oneof(
    { arbitrary: both.map((Resource) => ({ Resource })), weight: 5 },
    oneOrMore([...variables, resource, "arn:aws:sqs:*:*:*"]).map((NotResource) => ({ NotResource })),
  );
}

const principalNames = [
  "*",
  own,
  `arn:aws:iam::${own}:root`,
  user,
  `arn:aws:iam::${own}:role/Builder`,
  session,
];
const others = [
  `arn:aws:iam::${own}:user/bob`,
  `arn:aws:iam::${other}:root`,
  `arn:aws:iam::${own}:role/Other`,
];
const principals = oneOrMore([...principalNames, ...others]).map((names) =>
  names === "*" ? "*" : { AWS: names },
);

function statement(action: string, resource: string, effect: "Allow" | "Deny") {
  const conditions = sometimes(condition, effect === "Allow" ? 1 : 4, 1);
  return fc.tuple(actions(action), resources(resource), conditions).map(([what, where, Condition]) => ({
    Effect: effect,
    ...what,
    ...where,
    ...(Condition && { Condition }),
  }));
}

function policy(action: string, resource: string, fields: fc.Arbitrary<object> = fc.constant({})) {
  const any = fc.oneof(
    { arbitrary: statement(action, resource, "Allow"), weight: 3 },
    { arbitrary: statement(action, resource, "Deny"), weight: 1 },
  );
  return fc
    .array(
      fc.tuple(any, fields).map(([one, more]) => ({ ...one, ...more })),
      { minLength: 1, maxLength: 3 },
    )
    .map((Statement) => ({ Version: "2012-10-17", Statement }));
}

/** `NotPrincipal` goes with Deny alone. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
function resourcePolicy(action: string, resource: string) {
  const plain = principals.map((Principal) => ({ Principal }));
  const denial = fc
    .tuple(statement(action, resource, "Deny"), oneOrMore([...principalNames.slice(1), ...others]))
    .map(([one, names]) => ({ ...one, NotPrincipal: { AWS: names } }));
  return fc
    .tuple(policy(action, resource, plain), sometimes(denial, 1, 5))
    .map(([whole, more]) => ({ ...whole, Statement: [...whole.Statement, ...(more ? [more] : [])] }));
}

export const randomQuestion: fc.Arbitrary<Question> = fc
  .record({ call: oneOf(calls), owner: oneOf([own, own, other]), principal: oneOf([user, session]) })
  .chain(({ call: [action, resourceIn], owner, principal }) => {
    const resource = resourceIn(owner);
    const document = policy(action, resource);
    const needsPolicy = action.startsWith("kms:");
    return fc
      .record({
        keys: requestKeys,
        identityPolicies: fc.array(document, { maxLength: 2 }),
        boundary: sometimes(document, 1, 1),
        sessionPolicy: principal === session ? sometimes(document, 1, 1) : fc.constant(undefined),
        resourcePolicy: needsPolicy
          ? resourcePolicy(action, resource)
          : sometimes(resourcePolicy(action, resource), 1, 1),
      })
      .map(({ keys, identityPolicies, boundary, sessionPolicy, resourcePolicy }) => ({
        ...{ principal, action, resource, owner, identityPolicies },
        keys: {
          ...keys,
          "aws:PrincipalArn": principal === session ? `arn:aws:iam::${own}:role/Builder` : user,
          "aws:PrincipalAccount": own,
        },
        ...(boundary && { boundary }),
        ...(sessionPolicy && { sessionPolicy }),
        ...(resourcePolicy && { resourcePolicy }),
      }));
  });
