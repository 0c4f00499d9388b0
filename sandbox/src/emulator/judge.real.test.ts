import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../../testing/items/times.js";
import { installedRoles } from "../../../tests/policies/installed-roles.js";
import { questionOf } from "../../../tests/policies/may.js";
import { asCall, recordedCalls } from "../../../tests/policies/recorded-calls.js";
import { allowsInSecondOpinion } from "../../../tests/policies/second-opinion.js";
import { central } from "../../../tests/policies/subject.js";
import { decidedByAws } from "./decided-by-aws.fixture.js";
import { judgeAll } from "./judge.fixture.js";
import type { Question } from "./question.fixture.js";
import { randomQuestion } from "./random-question.fixture.js";

/** Every question on which the two differ. */
async function differing(questions: readonly Question[]): Promise<Question[]> {
  const judged = await judgeAll(questions);
  const different: Question[] = [];
  for (const [index, question] of questions.entries()) {
    if ((await allowsInSecondOpinion(question)) !== judged[index]) different.push(question);
  }
  return different;
}

const isDecided = (question: Question) => decidedByAws.some(({ concerns }) => concerns(question));

describe("the judge and a second opinion", () => {
  it("agree on every call that was recorded", async () => {
    const questions = recordedCalls().map((call) => {
      const policy = installedRoles[call.role];
      const arn = `arn:aws:iam::${central}:role/${call.role}`;
      return questionOf({ arn, policies: policy ? [policy] : [] }, asCall(call));
    });
    expect(questions.length).toBeGreaterThan(500);
    expect(await differing(questions)).toEqual([]);
    expect(await judgeAll(questions)).not.toContain(false);
  });

  // The same 700 questions each time, so that a difference is a change; `npm run test:long` asks 7,000 others.
  const seed = Number(
    process.env.STAGEWRIGHT_TEST_SEED ?? (process.env.STAGEWRIGHT_TEST_LONG ? Date.now() % 2 ** 31 : 1),
  );

  it(`agree on policies and requests at random, but where AWS decides (STAGEWRIGHT_TEST_SEED=${seed})`, async () => {
    const questions = fc.sample(randomQuestion, { seed, numRuns: times(700) });
    const open = questions.filter((question) => !isDecided(question));
    expect(open.length).toBeGreaterThan(times(500));
    expect(await differing(open)).toEqual([]);
  });
});

const user = "arn:aws:iam::111111111111:user/alice";
const session = "arn:aws:sts::111111111111:assumed-role/Builder/run-1";
const role = "arn:aws:iam::111111111111:role/Builder";
const account = "arn:aws:iam::111111111111:root";
const queue = "arn:aws:sqs:eu-central-1:111111111111:orders";
const elsewhere = "arn:aws:sqs:eu-central-1:222222222222:orders";

const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const allow = (more: object = {}) => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
const deny = (more: object = {}) => ({ Effect: "Deny", Action: "*", Resource: "*", ...more });
const nothing = policy(allow({ Action: "ec2:*" }));

const asked = (question: Partial<Question>): Question => ({
  principal: session,
  action: "sqs:SendMessage",
  resource: queue,
  keys: {},
  identityPolicies: [],
  ...question,
});
const onFile = (resource: string, Resource: string, more: Partial<Question> = {}) =>
  asked({
    action: "s3:GetObject",
    resource: `arn:aws:s3:::${resource}`,
    identityPolicies: [policy(allow({ Resource: `arn:aws:s3:::${Resource}` }))],
    ...more,
  });
/** By an agent of this name, who is to be called a star. */
const calledBy = (agent: string) =>
  asked({
    keys: { "aws:UserAgent": agent },
    identityPolicies: [policy(allow({ Condition: { StringEquals: { "aws:UserAgent": "${*}" } } }))],
  });
const excepting = (names: readonly string[], more: Partial<Question> = {}) =>
  asked({
    identityPolicies: [policy(allow())],
    resourcePolicy: policy(deny({ NotPrincipal: { AWS: names } })),
    ...more,
  });
const granting = (Principal: unknown, more: Partial<Question> = {}) =>
  asked({ resourcePolicy: policy(allow({ Principal })), ...more });

/** Each with the page below https://docs.aws.amazon.com/IAM/latest/UserGuide/ that says so. */
const rules: readonly (readonly [page: string, says: string, question: Question, allowed: boolean])[] = [
  [
    "variables",
    "a variable is its value",
    onFile("shop/alice", "shop/${aws:username}", { keys: { "aws:username": "alice" } }),
    true,
  ],
  [
    "variables",
    "no other value will do",
    onFile("shop/bob", "shop/${aws:username}", { keys: { "aws:username": "alice" } }),
    false,
  ],
  [
    "variables",
    "a wildcard in a value is a letter",
    onFile("shop/bob", "shop/${aws:username}", { keys: { "aws:username": "*" } }),
    false,
  ],
  [
    "variables",
    "what has no value has its default",
    onFile("shop/guest", "shop/${aws:username, 'guest'}"),
    true,
  ],
  ["variables", "what has neither is like nothing", onFile("shop/", "shop/${aws:username}"), false],
  ["variables", "${*} is a star", onFile("shop/*", "shop/${*}"), true],
  ["variables", "${*} is no wildcard", onFile("shop/x", "shop/${*}"), false],
  ["variables#policy-vars-infotouse", "${*} is a star where nothing is a wildcard", calledBy("*"), true],
  ["variables#policy-vars-infotouse", "${*} is not itself there", calledBy("${*}"), false],
  [
    "variables#policy-vars-no-value",
    "what has no value excludes nothing",
    asked({
      identityPolicies: [policy(allow({ Resource: undefined, NotResource: "arn:aws:s3:::${aws:username}" }))],
    }),
    true,
  ],
  [
    "variables#policy-vars-wheretouse",
    "a variable may be the last part of an ARN",
    asked({
      action: "sns:Publish",
      resource: "arn:aws:sns:eu-central-1:111111111111:alice",
      keys: { "aws:username": "alice" },
      identityPolicies: [policy(allow({ Resource: "arn:aws:sns:*:*:${aws:username}" }))],
    }),
    true,
  ],
  [
    "elements_version",
    "before 2012-10-17 a variable is text",
    onFile("shop/alice", "", {
      keys: { "aws:username": "alice" },
      identityPolicies: [
        { Version: "2008-10-17", Statement: [allow({ Resource: "arn:aws:s3:::shop/${aws:username}" })] },
      ],
    }),
    false,
  ],
  [
    "condition_operators#Conditions_IfExists",
    "an absent key satisfies ForAnyValue with IfExists",
    asked({
      identityPolicies: [
        policy(allow({ Condition: { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } } })),
      ],
    }),
    true,
  ],
  [
    "condition_operators#Conditions_ARN",
    "a star ends at a colon",
    asked({
      identityPolicies: [policy(allow({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:x" } } }))],
      keys: { "aws:SourceArn": "arn:aws:sns:eu-central-1:111111111111:x" },
    }),
    false,
  ],
  ["elements_notprincipal", "denies all others", excepting([`${user}s`]), false],
  [
    "elements_notprincipal",
    "excepts a session, its role and its account together",
    excepting([session, role, account]),
    true,
  ],
  ["elements_notprincipal", "does not except a session by its account alone", excepting([account]), false],
  ["elements_notprincipal", "does not except a session by its role alone", excepting([role, account]), false],
  [
    "elements_notprincipal",
    "excepts a user with the account",
    excepting([user, account], { principal: user }),
    true,
  ],
  [
    "elements_notprincipal",
    "excepts nobody who has a boundary",
    excepting([session, role, account], { boundary: policy(allow()) }),
    false,
  ],
  [
    "evaluation-logic-cross-account",
    "a resource without a policy lets nobody in from another account",
    asked({ resource: elsewhere, identityPolicies: [policy(allow())] }),
    false,
  ],
  [
    "evaluation-logic-cross-account",
    "both accounts must allow",
    granting({ AWS: "111111111111" }, { resource: elsewhere, identityPolicies: [policy(allow())] }),
    true,
  ],
  [
    "evaluation-logic-cross-account",
    "the resource's alone is not enough",
    granting({ AWS: "111111111111" }, { resource: elsewhere }),
    false,
  ],
  [
    "access_policies_boundaries",
    "what names everybody adds to a boundary",
    granting("*", { boundary: nothing }),
    true,
  ],
  [
    "access_policies_boundaries",
    "what names a session adds to its boundary",
    granting({ AWS: session }, { boundary: nothing }),
    true,
  ],
  [
    "access_policies_boundaries",
    "what names a role stays within its boundary",
    granting({ AWS: role }, { boundary: nothing }),
    false,
  ],
  [
    "access_policies_boundaries",
    "what names an account gives nothing by itself",
    granting({ AWS: account }),
    false,
  ],
  [
    "access_policies#policies_session",
    "what names a session adds to its session policy",
    granting({ AWS: session }, { sessionPolicy: nothing }),
    true,
  ],
  [
    "access_policies#policies_session",
    "what names a role stays within a session policy",
    granting({ AWS: role }, { sessionPolicy: nothing }),
    false,
  ],
  [
    "condition-keys#condition-keys-principalarn",
    "a session is known by its role",
    asked({ identityPolicies: [policy(allow({ Condition: { ArnEquals: { "aws:PrincipalArn": role } } }))] }),
    true,
  ],
  [
    "elements_principal",
    "no part of an ARN is a wildcard",
    granting({ AWS: "arn:aws:iam::111111111111:role/*" }),
    false,
  ],
];

describe("the judge", () => {
  it("decides as AWS's pages say", async () => {
    const answers = await judgeAll(rules.map(([, , question]) => question));
    const told = rules.map(([page, says], index) => `${page}: ${says}: ${answers[index]}`);
    expect(told).toEqual(rules.map(([page, says, , allowed]) => `${page}: ${says}: ${allowed}`));
  });
});
