import fc from "fast-check";
import type { Question } from "./question.fixture.js";

/** Two accounts: who asks is of the first. */
export const own = "111111111111";
export const other = "222222222222";

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

export const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(oneOf(values), { minLength: 1, maxLength: Math.min(3, values.length) });
/** Absent in `absent` of `present + absent` cases. */
export const sometimes = <T>(arbitrary: fc.Arbitrary<T>, present: number, absent: number) =>
  fc.oneof({ arbitrary, weight: present }, { arbitrary: fc.constant(undefined), weight: absent });
export const oneOrMore = <T>(values: readonly T[]) => fc.oneof(oneOf(values), some(values));

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
export const requestKeys = fc
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

export const condition = fc
  .array(fc.oneof({ arbitrary: singleValued, weight: 6 }, multiValued, absence), {
    minLength: 1,
    maxLength: 2,
  })
  .map((tests) => Object.fromEntries(tests.map(({ operator, key, value }) => [operator, { [key]: value }])));
