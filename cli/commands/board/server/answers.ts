import type { ServerResponse } from "node:http";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** With every answer: nothing is kept, shown in another page, guessed, or asked of anybody else. */
const always = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  text: "text/plain; charset=utf-8",
  events: "text/event-stream; charset=utf-8",
} as const;

export type ContentKind = keyof typeof types;

export function head(response: ServerResponse, status: number, kind: ContentKind, more: object = {}): void {
  response.writeHead(status, { ...always, "Content-Type": types[kind], ...more });
}

export function answer(
  response: ServerResponse,
  status: number,
  kind: ContentKind,
  text: string,
  more?: object,
): void {
  head(response, status, kind, more);
  response.end(text);
}
