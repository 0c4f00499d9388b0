import { headerOf, type Request, splitUrl } from "./message.js";

/** What a request says of its signature (Signature Version 4, in a header or presigned in the query). */
export interface Credential {
  readonly accessKeyId: string;
  /** `20260131`. */
  readonly date: string;
  readonly region: string;
  /** The signing name, such as `monitoring` for CloudWatch. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260131T101500Z`. */
  readonly signedAt: string;
  readonly sessionToken?: string;
  /** Whether the signature stands in the query. */
  readonly presigned?: true;
  /** `X-Amz-Expires`, as it came. */
  readonly expires?: string;
}

const algorithm = "AWS4-HMAC-SHA256";

/** Reads what signed a request; an unsigned request, or one signed in another way, has no credential. */
export function readCredential(request: Request): Credential | undefined {
  return fromHeader(request) ?? fromQuery(request);
}

function fromHeader(request: Request): Credential | undefined {
  const authorization = headerOf(request, "authorization");
  if (!authorization?.startsWith(`${algorithm} `)) return undefined;
  const fields = authorization.slice(algorithm.length + 1).split(",");
  const parts = new Map(fields.map((field) => splitAt(field.trim(), "=")));
  return credential({
    scope: parts.get("Credential"),
    signedHeaders: parts.get("SignedHeaders"),
    signature: parts.get("Signature"),
    signedAt: headerOf(request, "x-amz-date"),
    sessionToken: headerOf(request, "x-amz-security-token"),
  });
}

function fromQuery(request: Request): Credential | undefined {
  if (!request.url.includes("X-Amz-Credential=")) return undefined;
  const { query } = splitUrl(request.url);
  if (query.get("X-Amz-Algorithm") !== algorithm) return undefined;
  const expires = query.get("X-Amz-Expires");
  const found = credential({
    scope: query.get("X-Amz-Credential"),
    signedHeaders: query.get("X-Amz-SignedHeaders"),
    signature: query.get("X-Amz-Signature"),
    signedAt: query.get("X-Amz-Date"),
    sessionToken: query.get("X-Amz-Security-Token"),
  });
  return found && { ...found, presigned: true, ...(expires !== null && { expires }) };
}

type Parts = Readonly<
  Record<"scope" | "signedHeaders" | "signature" | "signedAt" | "sessionToken", string | null | undefined>
>;

function credential(parts: Parts): Credential | undefined {
  const [accessKeyId, date, region, service, term] = parts.scope?.split("/") ?? [];
  if (!accessKeyId || !date || !region || !service || term !== "aws4_request") return undefined;
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: parts.signedHeaders?.split(";") ?? [],
    signature: parts.signature ?? "",
    signedAt: parts.signedAt ?? "",
    ...(parts.sessionToken && { sessionToken: parts.sessionToken }),
  };
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
