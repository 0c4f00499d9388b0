import { createHash, createHmac } from "node:crypto";
import type { Credential } from "./credential.js";
import { headerOf, headerPairs, type Request, splitUrl, withoutHeaders } from "./message.js";
import { isSame } from "./same.js";

/**
 * Whether a request was signed with this secret. Of S3 its head tells: what it declares of its body is what was signed.
 * Of other services the body itself is asked, so it must be at hand.
 */
export function isSignedWith(request: Request, credential: Credential, secretAccessKey: string): boolean {
  if (!credential.signedHeaders.includes("host")) return false;
  return isSame(credential.signature, signatureOf(request, credential, secretAccessKey));
}

export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** The signing name, such as `sts`. */
  readonly service: string;
}

/** The same request signed by somebody else, in the `Authorization` header. */
export function signAs(request: Request, signer: Signer, now: Date): Request {
  const signedAt = now.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const { accessKeyId, sessionToken, region, service } = signer;
  const token = sessionToken ? ["X-Amz-Security-Token", sessionToken] : [];
  // S3 wants to be told what is signed of a body.
  const payload = service === "s3" ? ["X-Amz-Content-Sha256", unsignedPayload] : [];
  const kept = withoutHeaders(request.headers, signatureHeaders);
  const headers = [...kept, "X-Amz-Date", signedAt, ...token, ...payload];
  const unsigned = { ...request, headers };
  const credential = {
    accessKeyId,
    region,
    service,
    date: signedAt.slice(0, 8),
    signedAt,
    signedHeaders: ["host", "x-amz-date", ...(sessionToken ? ["x-amz-security-token"] : [])],
    signature: "",
  };
  const signature = signatureOf(unsigned, credential, signer.secretAccessKey);
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scopeOf(credential)}`,
    `SignedHeaders=${credential.signedHeaders.join(";")}`,
    `Signature=${signature}`,
  ].join(", ");
  return { ...unsigned, headers: [...headers, "Authorization", authorization] };
}

const signatureHeaders = ["authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"];

function signatureOf(request: Request, credential: Credential, secretAccessKey: string): string {
  return signatureOn(canonicalRequest(request, credential), credential, secretAccessKey);
}

/** When something was signed, and for what. */
export type SignatureScope = Pick<Credential, "signedAt" | "date" | "region" | "service">;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function signatureOn(canonical: string, scope: SignatureScope, secretAccessKey: string): string {
  const toSign = ["AWS4-HMAC-SHA256", scope.signedAt, scopeOf(scope), sha256(canonical)].join("\n");
  return hmac(keyFor(scope, secretAccessKey), toSign).toString("hex");
}

/** Keys hold for a day, a region and a service. */
const keys = new Map<string, Buffer>();
const keysKept = 1000;

function keyFor(credential: SignatureScope, secretAccessKey: string): Buffer {
  const name = `${scopeOf(credential)} ${secretAccessKey}`;
  const known = keys.get(name);
  if (known) return known;
  const key = hmac(derived(credential, secretAccessKey), "aws4_request");
  if (keys.size >= keysKept) keys.clear();
  keys.set(name, key);
  return key;
}

function derived({ date, region, service }: SignatureScope, secretAccessKey: string): string | Buffer {
  return [date, region, service].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
}

function scopeOf({ date, region, service }: SignatureScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function canonicalRequest(request: Request, credential: Credential): string {
  const { service, signedHeaders } = credential;
  const { path, query } = splitUrl(request.url);
  return [
    request.method,
    service === "s3" ? path : normal(path).split("/").map(encode).join("/"),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${canonicalValue(request, name)}`),
    "",
    signedHeaders.join(";"),
    payloadHash(request, credential),
  ].join("\n");
}

const unsignedPayload = "UNSIGNED-PAYLOAD";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, …/sigv4-query-string-auth.html */
function payloadHash(request: Request, { service, presigned }: Credential): string {
  const declared = headerOf(request, "x-amz-content-sha256");
  if (service !== "s3") return declared === unsignedPayload ? declared : sha256(request.body ?? "");
  return presigned ? unsignedPayload : (declared ?? sha256(""));
}

/** Without segments that go nowhere, as in RFC 3986, section 6. */
function normal(path: string): string {
  if (!/\/(\/|\.)/.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment && segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}${path.endsWith("/") && kept.length > 0 ? "/" : ""}`;
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}\0${encode(value)}`)
    .sort()
    .join("&")
    .replaceAll("\0", "=");
}

function canonicalValue(request: Request, name: string): string {
  const values = headerPairs(request.headers).filter(([key]) => key.toLowerCase() === name);
  return values.map(([, value]) => asText(value).trim().replace(/\s+/g, " ")).join(",");
}

/** Node reads headers byte by byte; who signs them takes UTF-8. */
function asText(value: string): string {
  return /[\x80-\xff]/.test(value) ? Buffer.from(value, "latin1").toString() : value;
}

/** RFC 3986: `encodeURIComponent` leaves five characters more as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
