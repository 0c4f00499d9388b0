import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** By what a board knows who may see it. */
export interface Gate {
  readonly port: number;
  /** The folder that all of its addresses lie in: cookies are kept apart by folder, and not by port (RFC 6265, 8.5). */
  readonly folder: string;
  readonly token: string;
}

/** What a request is let in to, by its path within the folder; or why it is not. */
export type Passage =
  | { readonly path: string }
  | { readonly isFirst: true }
  | { readonly status: number; readonly words: string };

/** The name of the cookie that holds the token after the first visit. */
export const cookieName = "stagewright-board";

/** Judges a request by its method, its host, where it comes from, its path and its token, in this order. */
export function judge({ method, headers, url = "" }: IncomingMessage, gate: Gate): Passage {
  if (method !== "GET") return { status: 405, words: "This page is only looked at: GET." };
  const hosts = [`127.0.0.1:${gate.port}`, `localhost:${gate.port}`];
  const { host = "" } = headers;
  // A name of somebody else's that leads to this machine is no name of this page (DNS rebinding).
  if (!hosts.includes(host)) return { status: 421, words: `This page is at 127.0.0.1:${gate.port} alone.` };
  if (!isOwn(headers, host)) return { status: 403, words: "This page answers no other page." };
  const { pathname, searchParams } = new URL(url, `http://${host}`);
  if (!pathname.startsWith(gate.folder)) return { status: 404, words: "There is nothing here." };
  const path = pathname.slice(gate.folder.length);
  if (path === "" && isSame(searchParams.get("token") ?? "", gate.token)) return { isFirst: true };
  if (isSame(cookieOf(headers.cookie), gate.token)) return { path };
  return {
    status: 403,
    words: "Open the address that `stagewright board` printed; its token is missing here.",
  };
}

/** Fetch Metadata (W3C), "Sec-Fetch-Site": `none` is what a person typed or opened. */
function isOwn({ origin, "sec-fetch-site": site }: IncomingMessage["headers"], host: string): boolean {
  const isOriginOwn = origin === undefined || origin === `http://${host}`;
  return isOriginOwn && (site === undefined || site === "same-origin" || site === "none");
}

function cookieOf(cookies = ""): string {
  const found = cookies.split(/; */).find((cookie) => cookie.startsWith(`${cookieName}=`));
  return found?.slice(cookieName.length + 1) ?? "";
}

/** Takes as long whatever is compared. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
