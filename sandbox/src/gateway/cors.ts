import { headerPairs, type RawHeaders } from "./message.js";

/**
 * The headers of an answer as they may leave: nothing that lets a web page read it, but for the page that may call, if
 * the emulator, by a bucket's own configuration, lets it.
 */
export function withoutCors(headers: RawHeaders, allowed: string | undefined): RawHeaders {
  const pairs = headerPairs(headers);
  const granted = pairs.find(([name]) => name.toLowerCase() === "access-control-allow-origin")?.[1];
  if (allowed === undefined || (granted !== "*" && granted !== allowed))
    return pairs.filter(isNotCors).flat();
  const kept = pairs.filter(([name]) => name.toLowerCase() !== "access-control-allow-origin");
  return [...kept.flat(), "Access-Control-Allow-Origin", allowed, "Vary", "Origin"];
}

const isNotCors = ([name]: readonly [string, string]) => !/^access-control-/i.test(name);
