import type { Failure } from "./faults.js";
import { headerOf, headerPairs, type Request } from "./message.js";

/**
 * What speaks against even listening to a request: it comes from a web page, or by a name that somebody else's name
 * server gave this machine (https://en.wikipedia.org/wiki/DNS_rebinding), or can be read in two ways.
 */
export function strangeness(
  request: Request,
  allowOrigins: readonly string[],
  program: string,
): Failure | undefined {
  if (allowedOrigin(request, allowOrigins)) return doubt(request) ?? foreignHost(request);
  return doubt(request) ?? foreignHost(request) ?? foreignPage(request, program);
}

/** The origin of a web page that may call, if one does. */
export function allowedOrigin(request: Request, allowOrigins: readonly string[]): string | undefined {
  const origin = headerOf(request, "origin");
  return origin !== undefined && allowOrigins.includes(origin) ? origin : undefined;
}

/** Whether the host of a request is this machine itself, without a name below `localhost`. */
export function isPlainHost(host: string): boolean {
  return /^(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?$/i.test(host);
}

/** With the names of buckets, APIs and function URLs below it. */
const isLoopback = (host: string) => isPlainHost(host) || /^([\w-]+\.)+localhost(:\d+)?$/i.test(host);

const once = [
  "host",
  "origin",
  "authorization",
  "x-amz-date",
  "x-amz-content-sha256",
  "x-amz-security-token",
];

function doubt({ url, headers }: Request): Failure | undefined {
  const names = headerPairs(headers).map(([name]) => name.toLowerCase());
  const twice = once.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice) return refuse(`the request has two headers ${twice}.`);
  return url.startsWith("/") ? undefined : refuse("the address of the request is not a path.");
}

function foreignHost(request: Request): Failure | undefined {
  const host = headerOf(request, "host") ?? "";
  return isLoopback(host)
    ? undefined
    : refuse("it is called by its own address only: 127.0.0.1, localhost, or a name below localhost.");
}

/** A page's own calls of `GET` bear no origin, but say where they come from. */
function foreignPage(request: Request, program: string): Failure | undefined {
  const site = headerOf(request, "sec-fetch-site") ?? "none";
  const isPage = headerOf(request, "origin") !== undefined || !["none", "same-origin"].includes(site);
  return isPage
    ? refuse(`web pages may not call it. To let one in: ${program} up --allow-origin URL`)
    : undefined;
}

const refuse = (reason: string): Failure => ({
  code: "AccessDenied",
  status: 403,
  message: `The sandbox did not listen: ${reason}`,
});
