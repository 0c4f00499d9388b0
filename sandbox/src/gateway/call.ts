import { type Credential, readCredential } from "./credential.js";
import { hasBody, headerOf, type Request, splitUrl } from "./message.js";
import { fieldsOfForm, fieldsOfJson, resourceOf } from "./resource.js";
import { readRestCall } from "./rest-actions.js";
import { readS3Call } from "./s3-actions.js";

/** How a call is written, and so how its errors are. `https://smithy.io/2.0/aws/protocols/` */
export type Protocol = "json" | "query" | "cbor" | "rest-json" | "rest-xml";

/** What a request asks of AWS, as far as it says so itself: nothing here is proven. */
export interface Call {
  readonly request: Request;
  readonly protocol: Protocol;
  /** As IAM policies name it, such as `s3`, `dynamodb`, `cloudwatch`. */
  readonly service: string;
  /** Such as `GetItem`. */
  readonly action: string;
  /** The prefix of `X-Amz-Target`, for calls in JSON. */
  readonly target?: string;
  /** `us-east-1` when the request is not signed. */
  readonly region: string;
  /** A name, ARN or `bucket/key`, where the request has one. */
  readonly resource?: string;
  readonly credential?: Credential;
}

export function readCall(request: Request): Call {
  const credential = readCredential(request);
  const signingName = credential?.service ?? "unknown";
  return {
    request,
    service: servicesBySigningName[signingName] ?? signingName,
    region: credential?.region ?? "us-east-1",
    ...readOperation(request, signingName),
    ...(credential && { credential }),
  };
}

/**
 * Bodies that say which action is meant, or which resource, and those whose signature covers what only they tell. The
 * head of a call to S3 says what was signed, whatever its size: it is streamed past, as are calls without a signature.
 */
export function isReadWhole(request: Request): boolean {
  if (headerOf(request, "x-amz-target") !== undefined || isForm(request)) return true;
  const service = readCredential(request)?.service;
  return service === undefined ? isSmallJson(request) : service !== "s3" && hasBody(request);
}

/** Bytes. REST calls name in short bodies what they make; long ones are content, such as a function's code. */
const smallBody = 65_536;

function isSmallJson(request: Request): boolean {
  const isJson = headerOf(request, "content-type")?.startsWith("application/json") ?? false;
  return isJson && Number(headerOf(request, "content-length") ?? Number.NaN) <= smallBody;
}

/** Signing names that differ from the service's prefix in IAM actions. */
const servicesBySigningName: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

type Operation = Pick<Call, "protocol" | "action" | "target" | "resource">;

function readOperation(request: Request, signingName: string): Operation {
  const target = headerOf(request, "x-amz-target");
  if (target) return jsonOperation(request, target);
  if (headerOf(request, "smithy-protocol") === "rpc-v2-cbor") return cborOperation(request);
  const { query } = splitUrl(request.url);
  if (isForm(request) || query.has("Action")) return queryOperation(request, query);
  if (signingName === "s3") return { protocol: "rest-xml", ...readS3Call(request) };
  return restOperation(request, signingName);
}

function isForm(request: Request): boolean {
  return headerOf(request, "content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
}

function jsonOperation(request: Request, target: string): Operation {
  const dot = target.lastIndexOf(".");
  const resource = resourceOf(fieldsOfJson(request.body));
  const [prefix, action] = [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)];
  return { protocol: "json", target: prefix, action, ...(resource && { resource }) };
}

function queryOperation(request: Request, query: URLSearchParams): Operation {
  const fields = { ...Object.fromEntries(query), ...fieldsOfForm(request.body) };
  const resource = resourceOf(fields);
  return { protocol: "query", action: String(fields.Action ?? "unknown"), ...(resource && { resource }) };
}

/** What a path does not name, the body may. Who signs nothing and names no version of an API most likely means S3. */
function restOperation(request: Request, signingName: string): Operation {
  const { action, resource = resourceOf(fieldsOfJson(request.body)) } = readRestCall(signingName, request);
  const isUnsignedS3 = signingName === "unknown" && !/^\/\d{4}-\d\d-\d\d\//.test(request.url);
  return { protocol: isUnsignedS3 ? "rest-xml" : "rest-json", action, ...(resource && { resource }) };
}

/** `POST /service/NAME/operation/ACTION` */
function cborOperation(request: Request): Operation {
  return { protocol: "cbor", action: splitUrl(request.url).path.split("/").at(-1) ?? "unknown" };
}
