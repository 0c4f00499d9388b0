import type { Given, ResourceType } from "../resource-type.fixture.js";

const pattern = (source: string) => JSON.stringify({ source: [source] });

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const eventRule: ResourceType = {
  type: "aws_cloudwatch_event_rule",
  fewest: ({ name }) => ({ name, schedule_expression: "rate(1 hour)" }),
  all: ({ name, role }) => ({
    name,
    schedule_expression: "rate(2 hours)",
    description: 'R&D <x> "q"',
    event_pattern: pattern("aws.codecommit"),
    role_arn: role("events"),
    state: "DISABLED",
    tags: { team: "R+D" },
  }),
  changes: ({ name, otherRole }) => ({
    name: `${name}-b`,
    schedule_expression: "rate(3 hours)",
    description: "other",
    event_pattern: pattern("aws.codebuild"),
    role_arn: otherRole("events"),
    state: "ENABLED",
    tags: { team: "b", more: "" },
  }),
  replacing: ["name"],
  stays: ["state"],
  notImported: ["force_destroy"],
  filledIn: { event_bus_name: "default", state: "ENABLED" },
};

const toQueue = ({ label, queue }: Given) => ({
  rule: `\${aws_cloudwatch_event_rule.aimed-${label}.name}`,
  arn: queue,
  target_id: "queue",
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export const eventTarget: ResourceType = {
  type: "aws_cloudwatch_event_target",
  fewest: toQueue,
  all: (given) => ({
    ...toQueue(given),
    input_path: "$.detail",
    retry_policy: { maximum_event_age_in_seconds: 600, maximum_retry_attempts: 3 },
    dead_letter_config: { arn: given.deadQueue },
    role_arn: given.role("events"),
  }),
  changes: (given) => ({
    target_id: "other",
    input_path: "$.source",
    retry_policy: { maximum_event_age_in_seconds: 700, maximum_retry_attempts: 4 },
    dead_letter_config: { arn: given.otherQueue },
    role_arn: given.otherRole("events"),
  }),
  replacing: ["target_id"],
  variants: {
    transformed: {
      from: (given) => ({ ...toQueue(given), input_transformer: transformed("one") }),
      to: (given) => ({ ...toQueue(given), input: JSON.stringify({ a: "R&D <x>" }) }),
    },
  },
  notImported: ["force_destroy"],
  importId: ({ event_bus_name, rule, target_id }) => `${event_bus_name}/${rule}/${target_id}`,
  needs: ({ name, label }) => ({
    [`aws_cloudwatch_event_rule.aimed-${label}`]: { name, schedule_expression: "rate(1 day)" },
  }),
};

const transformed = (what: string) => ({
  input_paths: { source: "$.source" },
  input_template: `{"${what}": <source>}`,
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const eventBus: ResourceType = {
  type: "aws_cloudwatch_event_bus",
  fewest: ({ name }) => ({ name }),
  all: ({ name }) => ({ name, description: "R&D <x>", tags: { team: "R+D" } }),
  changes: ({ name }) => ({ name: `${name}-b`, description: "other", tags: { team: "b", more: "" } }),
  replacing: ["name"],
};
