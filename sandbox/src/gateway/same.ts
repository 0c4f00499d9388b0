import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string) => createHash("sha256").update(text).digest();
