import { randomUUID } from "node:crypto";
import type { Call, Protocol } from "./call.js";
import { encodeCborMap } from "./cbor.js";
import type { Failure } from "./faults.js";
import { type Answer, headerOf, type RawHeaders } from "./message.js";

/** An error as AWS writes it in the call's protocol. */
export function errorAnswer(call: Pick<Call, "protocol">, failure: Failure): Answer {
  const requestId = randomUUID();
  const { code, status = 400, message = `${code} was asked for by a fault of the sandbox.` } = failure;
  const { contentType, body, headers = [] } = writers[call.protocol]({ code, message, requestId });
  return {
    status,
    headers: [
      ...["Content-Type", contentType, "Content-Length", String(body.length)],
      ...["x-amzn-RequestId", requestId, ...headers],
    ],
    body,
  };
}

/** How a service says that calls come too fast, by protocol. https://docs.aws.amazon.com/general/latest/gr/api-retries.html */
export const throttlings: Readonly<Record<Protocol, Failure>> = {
  json: { code: "ThrottlingException", message: "Rate exceeded", status: 400 },
  cbor: { code: "ThrottlingException", message: "Rate exceeded", status: 400 },
  query: { code: "Throttling", message: "Rate exceeded", status: 400 },
  "rest-json": { code: "TooManyRequestsException", message: "Rate exceeded", status: 429 },
  "rest-xml": { code: "SlowDown", message: "Please reduce your request rate.", status: 503 },
};

/** The code in an error that AWS, or what stands in for it, has written. */
export function errorCodeOf(headers: RawHeaders, body: Buffer): string | undefined {
  const inHeader = headerOf({ headers }, "x-amzn-errortype");
  if (inHeader) return inHeader.split(":")[0];
  const text = body.toString();
  const inXml = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
  const inJson = /"(?:__type|code|Code)"\s*:\s*"(?:[^"#]*#)?([^":]+)/.exec(text)?.[1];
  return inXml ?? inJson;
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}

interface Written {
  readonly contentType: string;
  readonly body: Buffer;
  readonly headers?: RawHeaders;
}

const writers: Readonly<Record<Protocol, (problem: Problem) => Written>> = {
  json: ({ code, message }) => ({
    contentType: "application/x-amz-json-1.1",
    body: Buffer.from(JSON.stringify({ __type: code, message })),
    headers: ["x-amzn-errortype", code],
  }),
  "rest-json": ({ code, message }) => ({
    contentType: "application/json",
    body: Buffer.from(JSON.stringify({ message })),
    headers: ["x-amzn-errortype", code],
  }),
  cbor: ({ code, message }) => ({
    contentType: "application/cbor",
    body: encodeCborMap({ __type: code, message }),
    headers: ["smithy-protocol", "rpc-v2-cbor"],
  }),
  query: ({ code, message, requestId }) => ({
    contentType: "text/xml",
    body: Buffer.from(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code>` +
        `<Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
  }),
  "rest-xml": ({ code, message, requestId }) => ({
    contentType: "application/xml",
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(code)}</Code>` +
        `<Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    ),
    headers: ["x-amz-request-id", requestId],
  }),
};

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
