import type { Credential } from "./credential.js";
import type { Request } from "./message.js";

export const accessKey = "ASIAEXAMPLE000000001";

/** A request as a client would have signed it; the signature itself is not right. */
export function signedRequest(service: string, request: Partial<Request> = {}): Request {
  const { method = "POST", url = "/", headers = [], body } = request;
  return {
    method,
    url,
    headers: [
      ...["Host", "127.0.0.1:4566"],
      ...["X-Amz-Date", "20260131T101500Z"],
      ...["Authorization", authorization(service)],
      ...headers,
    ],
    ...(body && { body }),
  };
}

export function jsonRequest(service: string, target: string, body: unknown = {}): Request {
  return signedRequest(service, {
    headers: ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target],
    body: Buffer.from(JSON.stringify(body)),
  });
}

export function formRequest(service: string, fields: Readonly<Record<string, string>>): Request {
  return signedRequest(service, {
    headers: ["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"],
    body: Buffer.from(new URLSearchParams(fields).toString()),
  });
}

export function authorization(
  service: string,
  { accessKeyId = accessKey }: Partial<Credential> = {},
): string {
  return [
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260131/eu-central-1/${service}/aws4_request`,
    "SignedHeaders=host;x-amz-date",
    `Signature=${"0".repeat(64)}`,
  ].join(", ");
}
