import { IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { withoutCors } from "./cors.js";
import { errorCodeOf } from "./errors.js";
import { type Answer, headerOf, type RawHeaders } from "./message.js";
import type { CallRecord } from "./records.js";
import { passedOn } from "./upstream.js";

/** What became of a call, as far as it is recorded. */
export type Outcome = Pick<CallRecord, "status" | "errorCode" | "requestId">;

/**
 * Hands an answer on to the client: whole, or streamed as it comes from the emulator. `origin` is that of a web page
 * that may read it.
 */
export function deliver(
  answer: Answer | IncomingMessage,
  response: ServerResponse,
  origin?: string,
): Promise<Outcome> | Outcome {
  return answer instanceof IncomingMessage
    ? stream(answer, response, origin)
    : write(answer, response, origin);
}

/** Takes an answer to its end and ends the client's connection in its place. */
export async function discard(answer: Answer | IncomingMessage, response: ServerResponse): Promise<Outcome> {
  if (answer instanceof IncomingMessage) for await (const _ of answer);
  response.destroy();
  return {};
}

/** Whole answers have a length already and need no framing. */
function write(answer: Answer, response: ServerResponse, origin?: string): Outcome {
  const { status, headers, body } = answer;
  response.writeHead(status, [...withoutCors(headers, origin)]);
  response.end(body);
  return outcomeOf(status, headers, body);
}

async function stream(answer: IncomingMessage, response: ServerResponse, origin?: string): Promise<Outcome> {
  const { statusCode: status = 0, statusMessage, rawHeaders } = answer;
  const peeked = status >= 400 ? peek(answer) : [];
  const ended = new Promise((resolve) => answer.once("end", resolve));
  response.writeHead(status, statusMessage, [...withoutCors(passedOn(rawHeaders), origin)]);
  // The call is over when the emulator has said all: it is on record before the client has the last byte. An answer
  // that breaks off breaks off at the client, too: the pipeline sees to that.
  await Promise.race([ended, pipeline(answer, response)]).catch(() => {});
  return outcomeOf(status, rawHeaders, Buffer.concat(peeked));
}

/** Keeps the beginning of a body that is on its way: an error's code is never far from it. */
function peek(answer: IncomingMessage): Buffer[] {
  const kept: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => kept.length < 4 && kept.push(chunk));
  return kept;
}

function outcomeOf(status: number, headers: RawHeaders, body: Buffer): Outcome {
  const requestId = headerOf({ headers }, "x-amzn-requestid") ?? headerOf({ headers }, "x-amz-request-id");
  const errorCode = status >= 400 ? errorCodeOf(headers, body) : undefined;
  return { status, ...(errorCode && { errorCode }), ...(requestId && { requestId }) };
}
