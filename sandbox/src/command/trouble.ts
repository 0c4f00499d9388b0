import type { Trouble } from "../emulator/index.js";

// Control characters, line separators and direction marks: a terminal would act upon them.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What went wrong with a function, on one line, whatever its words hold. */
export function troubleLine({ function: arn, what, why }: Trouble): string {
  const [, , , region, account, , name = arn] = arn.split(":");
  const where = account && region ? ` (account ${account}, region ${region})` : "";
  return spelledOut(`Function ${name}${where} ${what}: ${why}`);
}

const spelledOut = (text: string) =>
  text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
