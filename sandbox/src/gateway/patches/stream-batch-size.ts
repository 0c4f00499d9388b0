import type { Identity } from "../../emulator/identity.js";
import type { Call } from "../call.js";
import { type Request, withBody } from "../message.js";
import type { Patch } from "../patch.js";
import { type Fields, fieldsOfJson } from "../resource.js";
import { signAs } from "../signature.js";

/** `CreateEventSourceMapping` for a stream: the batch size that AWS would take is written into the request. */
export function streamBatchSize(): Patch {
  return {
    name: "stream-batch-size",
    why:
      "MiniStack takes 10 records at a time where no batch size is given; AWS does so for queues, but takes 100 for " +
      "streams. Terraform's aws_lambda_event_source_mapping counts on it, and its plans would never be empty.",
    matches: ({ service, action, request }) =>
      service === "lambda" &&
      action === "CreateEventSourceMapping" &&
      lacksBatchSize(fieldsOfJson(request.body)),

    answer: (call, send, identity) => send(withBatchSize(call, identity)),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const streamDefault = 100;

function lacksBatchSize({ EventSourceArn, BatchSize }: Fields): boolean {
  return BatchSize === undefined && /^arn:[^:]+:(dynamodb|kinesis):/.test(String(EventSourceArn));
}

/** Signed anew, with the caller's own secret. */
function withBatchSize({ request, region, credential }: Call, identity: Identity): Request {
  const fields = { ...fieldsOfJson(request.body), BatchSize: streamDefault };
  const { secretAccessKey, sessionToken } = identity;
  const signer = {
    accessKeyId: credential?.accessKeyId ?? "",
    secretAccessKey,
    region,
    service: "lambda",
    ...(sessionToken && { sessionToken }),
  };
  return signAs(withBody(request, Buffer.from(JSON.stringify(fields))), signer, new Date());
}
