import { describe, expect, it } from "vitest";
import { changed, differences, unlike, without } from "./arguments.fixture.js";

describe("differences finds", () => {
  it.each<[string, unknown, unknown]>([
    ["another text", { payer: "BucketOwner" }, { payer: "" }],
    ["what is missing", { retry_policy: { maximum_retry_attempts: 185 } }, { retry_policy: [] }],
    ["an item of a list", { events: ["a", "b"] }, { events: ["a"] }],
    ["one item too many", { events: ["a"] }, { events: ["a", "b"] }],
    ["a text that fits no pattern", { badge_url: "/^https:/" }, { badge_url: "" }],
    ["a document that says something else", { policy: '{"a":1}' }, { policy: '{"a":2}' }],
    ["false for true", { sqs_managed_sse_enabled: true }, { sqs_managed_sse_enabled: false }],
  ])("%s", (_, expected, answered) => {
    expect(differences(expected, answered)).toHaveLength(1);
  });
});

describe("differences takes for the same", () => {
  it.each<[string, unknown, unknown]>([
    [
      "a block and the list of one that it is answered as",
      { cache: { type: "S3" } },
      { cache: [{ type: "S3" }] },
    ],
    ["the same items in another order", { events: ["a", "b"] }, { events: ["b", "a"] }],
    [
      "a document whose spaces and order differ",
      { policy: '{ "b": 1,\n "a": 2 }' },
      { policy: '{"a":2,"b":1}' },
    ],
    ["what only Terraform knows", { arn: "${aws_sns_topic.a.arn}" }, { arn: "arn:aws:sns:…" }],
    ["what was not asked for", {}, { id: "a" }],
  ])("%s", (_, expected, answered) => {
    expect(differences(expected, answered)).toEqual([]);
  });
});

it("unlike names what two answers say differently, and takes what is empty for absent", () => {
  const made = { id: "a", tags: {}, delay: 0, policy: "x", timeouts: null, secret: "s" };
  expect(unlike(made, { id: "a", policy: "y", secret: "" }, ["secret"])).toEqual([
    'policy: "x", imported "y"',
  ]);
});

it("arguments are changed and taken away in blocks too", () => {
  const all = { name: "a", logs: { s3: "b", group: "c" } };
  expect(changed(all, "logs.s3", "d")).toEqual({ name: "a", logs: { s3: "d", group: "c" } });
  expect(without(all, "logs.s3")).toEqual({ name: "a", logs: { group: "c" } });
  expect(without(all, "name")).toEqual({ logs: { s3: "b", group: "c" } });
});
