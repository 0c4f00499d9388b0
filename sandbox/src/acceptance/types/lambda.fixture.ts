import type { ResourceType } from "../resource-type.fixture.js";

const filters = (stage: string) => ({ filter: [{ pattern: JSON.stringify({ body: { stage: [stage] } }) }] });
const queueOf = (label: string) => `\${aws_sqs_queue.read-${label}.arn}`;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const eventSourceMapping: ResourceType = {
  type: "aws_lambda_event_source_mapping",
  fewest: ({ label, lambda }) => ({ event_source_arn: queueOf(label), function_name: lambda }),
  all: ({ label, lambda }) => ({
    event_source_arn: queueOf(label),
    function_name: lambda,
    batch_size: 5,
    enabled: false,
    maximum_batching_window_in_seconds: 10,
    function_response_types: ["ReportBatchItemFailures"],
    filter_criteria: filters("a"),
    scaling_config: { maximum_concurrency: 5 },
    tags: { team: "R+D" },
  }),
  changes: ({ otherLambda }) => ({
    function_name: otherLambda,
    batch_size: 6,
    enabled: true,
    maximum_batching_window_in_seconds: 11,
    filter_criteria: filters("b"),
    scaling_config: { maximum_concurrency: 6 },
    tags: { team: "b", more: "" },
  }),
  stays: ["batch_size"],
  filledIn: { batch_size: 10, state: "Enabled" },
  notImported: ["starting_position", "last_modified", "state", "state_transition_reason"],
  needs: ({ name, label }) => ({ [`aws_sqs_queue.read-${label}`]: { name, visibility_timeout_seconds: 60 } }),
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const lambdaPermission: ResourceType = {
  type: "aws_lambda_permission",
  fewest: ({ name }) => invoked(name),
  all: ({ name, account, topic }) => ({
    ...invoked(name),
    source_arn: topic,
    source_account: account,
  }),
  changes: ({ name, otherTopic }) => ({
    statement_id: `${name}-b`,
    principal: "events.amazonaws.com",
    function_name: "acceptance-two",
    source_arn: otherTopic,
  }),
  replacing: ["*"],
  importId: ({ function_name, statement_id }) => `${function_name}/${statement_id}`,
};

const invoked = (statement: string) => ({
  ...{
    statement_id: statement,
    function_name: "acceptance-one",
    action: "lambda:InvokeFunction",
    principal: "sns.amazonaws.com",
  },
});
