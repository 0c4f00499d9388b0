/** Header names and values in turn, as they came over the wire: `["Host", "127.0.0.1", …]`. */
export type RawHeaders = readonly string[];

/** A request as it came, byte for byte. */
export interface Request {
  readonly method: string;
  /** Path and query string, still encoded. */
  readonly url: string;
  readonly headers: RawHeaders;
  /** Absent when the body is streamed past. */
  readonly body?: Buffer;
}

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

/** The first value of a header; its name is given in lower case. */
export function headerOf(message: { readonly headers: RawHeaders }, name: string): string | undefined {
  return headerPairs(message.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The same headers without some; names are given in lower case. */
export function withoutHeaders(headers: RawHeaders, names: readonly string[]): RawHeaders {
  return headerPairs(headers)
    .filter(([key]) => !names.includes(key.toLowerCase()))
    .flat();
}

export function headerPairs(headers: RawHeaders): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < headers.length; at += 2) pairs.push([headers[at] ?? "", headers[at + 1] ?? ""]);
  return pairs;
}

/** A request with this body and a length that fits it. */
export function withBody(request: Request, body: Buffer): Request {
  const headers = withoutHeaders(request.headers, ["content-length", "transfer-encoding", "expect"]);
  return { ...request, headers: [...headers, "Content-Length", String(body.length)], body };
}

export function hasBody(message: { readonly headers: RawHeaders }): boolean {
  const length = headerOf(message, "content-length") ?? "0";
  return length !== "0" || headerOf(message, "transfer-encoding") !== undefined;
}

/** Path and query of a request's address, apart. */
export function splitUrl(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const at = url.indexOf("?");
  if (at < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, at), query: new URLSearchParams(url.slice(at + 1)) };
}

/** A part of a path, decoded. What is not properly encoded is the service's to refuse: it stays as it is. */
export function decodePathPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
