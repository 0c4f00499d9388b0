import type { Given, ResourceType } from "../resource-type.fixture.js";

const target = ({ queue, role }: Given) => ({ arn: queue, role_arn: role("scheduler") });

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const schedule: ResourceType = {
  type: "aws_scheduler_schedule",
  fewest: (given) => ({
    name: given.name,
    schedule_expression: "rate(1 hour)",
    flexible_time_window: { mode: "OFF" },
    target: target(given),
  }),
  all: (given) => ({
    name: given.name,
    schedule_expression: "rate(2 hours)",
    schedule_expression_timezone: "Europe/Berlin",
    description: "R&D <x>",
    state: "DISABLED",
    flexible_time_window: { mode: "FLEXIBLE", maximum_window_in_minutes: 10 },
    kms_key_arn: given.key,
    target: {
      ...target(given),
      input: JSON.stringify({ a: "R&D" }),
      retry_policy: { maximum_event_age_in_seconds: 600, maximum_retry_attempts: 3 },
      dead_letter_config: { arn: given.deadQueue },
    },
  }),
  changes: (given) => ({
    name: `${given.name}-b`,
    schedule_expression: "rate(3 hours)",
    schedule_expression_timezone: "UTC",
    description: "other",
    state: "ENABLED",
    flexible_time_window: { mode: "OFF" },
    kms_key_arn: given.otherKey,
    target: { ...target(given), arn: given.otherQueue },
  }),
  takenAway: ["target.retry_policy", "target.dead_letter_config", "target.input"],
  replacing: ["name"],
  filledIn: {
    group_name: "default",
    schedule_expression_timezone: "UTC",
    state: "ENABLED",
    target: { retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 } },
  },
};
