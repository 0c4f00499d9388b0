import fc from "fast-check";
import type { Question } from "./question.fixture.js";

/** Policies and requests at random: every element of a statement that IAM knows, and every kind of policy but SCPs. */
const own = "111111111111";
const other = "222222222222";
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

/** Each key with values that a request may carry and that a policy may ask for. */
const strings = ["blue", "Blue", "green", "alice", "b*", "bl?e", "*"];
const singleKeys: Readonly<Record<string, readonly string[]>> = {
  "aws:username": ["alice", "bob"],
  "aws:PrincipalTag/team": strings.slice(0, 4),
  "aws:RequestTag/team": strings.slice(0, 4),
  "aws:UserAgent": strings,
  "aws:SourceAccount": [own, other],
};
const families = [
  {
    operators: [
      ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
      ...["StringLike", "StringNotLike"],
    ],
    keys: Object.keys(singleKeys),
    values: [
      ...strings,
      own,
      `\${aws:username}`,
      `\${aws:PrincipalTag/team}`,
      `\${aws:username, 'blue'}`,
      `\${*}`,
    ],
  },
  {
    operators: [
      ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
      ...["NumericGreaterThan", "NumericGreaterThanEquals"],
    ],
    keys: ["aws:MultiFactorAuthAge"],
    values: ["0", "10", "10.0", "300", "-5"],
  },
  {
    operators: [
      ...["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals"],
      ...["DateGreaterThan", "DateGreaterThanEquals"],
    ],
    keys: ["aws:TokenIssueTime"],
    values: [
      "2020-01-01T00:00:00Z",
      "2026-05-01T12:00:00Z",
      "2026-05-01T14:00:00+02:00",
      "2030-01-01T00:00:00Z",
    ],
  },
  { operators: ["Bool"], keys: ["aws:SecureTransport"], values: ["true", "false"] },
  { operators: ["BinaryEquals"], keys: ["aws:UserAgent"], values: ["Ymx1ZQ=="] },
  {
    operators: ["IpAddress", "NotIpAddress"],
    keys: ["aws:SourceIp"],
    values: ["203.0.113.0/24", "203.0.113.7", "10.0.0.0/8", "2001:db8::/32"],
  },
  {
    operators: ["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"],
    keys: ["aws:SourceArn", "aws:PrincipalArn"],
    values: [
      `arn:aws:sns:*:${own}:*`,
      `arn:aws:sns:eu-central-1:${own}:alice`,
      `arn:aws:iam::${own}:role/Builder`,
      `arn:aws:iam::${own}:user/\${aws:username}`,
      "arn:aws:iam::*:role/Bu?lder",
      `arn:*:sns:*:*:alice`,
    ],
  },
] as const;

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(oneOf(values), { minLength: 1, maxLength: Math.min(3, values.length) });
/** Absent in `absent` of `present + absent` cases. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, present: number, absent: number) =>
  fc.oneof({ arbitrary, weight: present }, { arbitrary: fc.constant(undefined), weight: absent });
const oneOrMore = <T>(values: readonly T[]) => fc.oneof(oneOf(values), some(values));

const mayBeGiven: Record<string, fc.Arbitrary<string | readonly string[]>> = {
  ...Object.fromEntries(Object.entries(singleKeys).map(([key, values]) => [key, oneOf(values)])),
  "aws:MultiFactorAuthAge": oneOf(["0", "10", "299", "300"]),
  "aws:TokenIssueTime": oneOf(["2020-01-01T00:00:00Z", "2026-05-01T12:00:00Z", "2026-06-01T00:00:00Z"]),
  "aws:SourceArn": oneOf([`arn:aws:sns:eu-central-1:${own}:alice`, `arn:aws:sns:us-east-1:${other}:bob`]),
  "aws:TagKeys": fc.subarray(["team", "stage", "Team"], { minLength: 1 }),
};
const isGiven = {
  "aws:SecureTransport": oneOf(["true", "false"]),
  "aws:SourceIp": oneOf(["203.0.113.7", "198.51.100.9", "10.1.2.3"]),
};

/** What variables stand for is there nearly always: without, AWS decides. */
const requestKeys = fc
  .tuple(
    fc.oneof(
      {
        arbitrary: fc.record(mayBeGiven, { requiredKeys: ["aws:username", "aws:PrincipalTag/team"] }),
        weight: 7,
      },
      fc.record(mayBeGiven, { requiredKeys: [] }),
    ),
    fc.record(isGiven),
  )
  .map((parts): Question["keys"] => {
    const given = parts.flatMap((part) => Object.entries(part));
    return Object.fromEntries(given.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  });

const singleValued = oneOf(families).chain(({ operators, keys, values }) =>
  fc.record({
    operator: fc
      .tuple(
        oneOf(["", "", "ForAllValues:", "ForAnyValue:"]),
        oneOf<string>(operators),
        oneOf(["", "IfExists"]),
      )
      .map((parts) => parts.join("")),
    key: oneOf<string>(keys),
    value: oneOrMore<string>(values),
  }),
);

/** A key with several values is only ever asked with a set operator. */
const multiValued = fc.record({
  operator: fc
    .tuple(oneOf(["ForAllValues:", "ForAnyValue:"]), oneOf(["StringEquals", "StringNotEquals", "StringLike"]))
    .map((parts) => parts.join("")),
  key: fc.constant("aws:TagKeys"),
  value: oneOrMore(["team", "stage", "t*"]),
});

const absence = fc.record({
  operator: fc.constant("Null"),
  key: oneOf([...Object.keys(singleKeys), "aws:TagKeys"]),
  value: oneOf(["true", "false"]),
});

const condition = fc
  .array(fc.oneof({ arbitrary: singleValued, weight: 6 }, multiValued, absence), {
    minLength: 1,
    maxLength: 2,
  })
  .map((tests) => Object.fromEntries(tests.map(({ operator, key, value }) => [operator, { [key]: value }])));

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
const principals = oneOrMore([...principalNames, ...others]).map((AWS) => (AWS === "*" ? "*" : { AWS }));

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
    .map(([one, AWS]) => ({ ...one, NotPrincipal: { AWS } }));
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
