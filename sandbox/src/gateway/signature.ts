import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Credential } from "./credential.js";
import { headerPairs, type Request, splitUrl, withoutHeaders } from "./message.js";

/** Whether a request, its whole body at hand, was signed with this secret. Not for S3, which encodes paths otherwise. */
export function isSignedWith(request: Request, credential: Credential, secretAccessKey: string): boolean {
  const expected = Buffer.from(signatureOf(request, credential, secretAccessKey));
  const given = Buffer.from(credential.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
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
  const headers = [...withoutHeaders(request.headers, signatureHeaders), "X-Amz-Date", signedAt, ...token];
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

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf(request: Request, credential: Credential, secretAccessKey: string): string {
  const toSign = [
    "AWS4-HMAC-SHA256",
    credential.signedAt,
    scopeOf(credential),
    sha256(canonicalRequest(request, credential.signedHeaders)),
  ].join("\n");
  const parts = [credential.date, credential.region, credential.service, "aws4_request"];
  const key = parts.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString("hex");
}

function scopeOf({ date, region, service }: Credential): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function canonicalRequest(request: Request, signedHeaders: readonly string[]): string {
  const { path, query } = splitUrl(request.url);
  return [
    request.method,
    path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${canonicalValue(request, name)}`),
    "",
    signedHeaders.join(";"),
    sha256(request.body ?? ""),
  ].join("\n");
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
  return values.map(([, value]) => value.trim().replace(/\s+/g, " ")).join(",");
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
