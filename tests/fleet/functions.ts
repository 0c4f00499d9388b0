import { type DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import type { Planned, PlannedFunction } from "./planned.js";

/** Turns the config table's stream on, as planned; gives its ARN. */
export async function turnStreamOn(client: DynamoDBClient, { names, resource }: Planned): Promise<string> {
  const StreamViewType = resource.aws_dynamodb_table.config.stream_view_type;
  const StreamSpecification = { StreamEnabled: true, StreamViewType };
  const { TableDescription } = await client.send(
    new UpdateTableCommand({ TableName: names.table, StreamSpecification }),
  );
  return TableDescription?.LatestStreamArn ?? "";
}

export async function makeFunction(
  client: LambdaClient,
  planned: PlannedFunction,
  { role, lambdaZip }: { role: string; lambdaZip: Uint8Array },
): Promise<void> {
  const FunctionName = planned.function_name;
  await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Code: { ZipFile: lambdaZip },
      Handler: planned.handler,
      Runtime: planned.runtime,
      Timeout: planned.timeout,
      MemorySize: planned.memory_size,
      Environment: { Variables: { ...planned.environment.variables } },
    }),
  );
  await waitUntilFunctionActiveV2({ client, minDelay: 1, maxWaitTime: 30 }, { FunctionName });
}

/** Between the stream and the dispatcher. */
export async function makeMapping(
  client: LambdaClient,
  { names, resource }: Planned,
  { stream, queue }: { stream: string; queue: string },
): Promise<void> {
  const planned = resource.aws_lambda_event_source_mapping.stream;
  await client.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: stream,
      FunctionName: names.dispatcher,
      StartingPosition: planned.starting_position,
      BatchSize: planned.batch_size,
      MaximumBatchingWindowInSeconds: planned.maximum_batching_window_in_seconds,
      MaximumRetryAttempts: planned.maximum_retry_attempts,
      MaximumRecordAgeInSeconds: planned.maximum_record_age_in_seconds,
      BisectBatchOnFunctionError: planned.bisect_batch_on_function_error,
      FunctionResponseTypes: planned.function_response_types,
      DestinationConfig: { OnFailure: { Destination: queue } },
    }),
  );
}
