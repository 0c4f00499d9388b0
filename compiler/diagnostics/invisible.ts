/** Names of those that come along when a text is copied from a page, a chat or a word processor. */
const names: Readonly<Record<number, string>> = {
  160: "no-break space",
  173: "soft hyphen",
  8203: "zero width space",
  8204: "zero width non-joiner",
  8205: "zero width joiner",
  8239: "narrow no-break space",
  8288: "word joiner",
  12288: "ideographic space",
  65279: "byte order mark",
};

/**
 * What is not seen, or looks like a space and is none: Unicode's default ignorable characters and its spaces. Not
 * variation selectors, nor the joiner within an emoji: those change what is seen.
 */
const unseen =
  "(?![ \\ufe00-\\ufe0f])(?!(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d)[\\p{Default_Ignorable_Code_Point}\\p{Zs}]";

/** Most texts: what follows looks at each character from several sides. */
const plain = /^[ -~]*$/;

const firstUnseen = new RegExp(unseen, "u");

// Control characters, line separators and direction marks: on a terminal they would not be seen, or do harm.
const spelledOut = new RegExp(`[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Bidi_Control}\\ufeff]|${unseen}`, "gu");

/** Text that is safe to print on one line: characters that a terminal would act upon, or not show, are spelled out. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(spelledOut, (character) => {
    const code = hexOf(character).toLowerCase();
    return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
  });
}

/** As `visible`, for several lines: their ends and tabs stay, since they do no harm and tools align their output with them. */
export function harmless(text: string): string {
  return text.replace(/[^\t\n]+/g, visible);
}

/** The first character of a text that cannot be seen, such as `U+200B (zero width space)`. */
export function unseenIn(text: string): string | undefined {
  const [character] = (!plain.test(text) && firstUnseen.exec(text)) || [];
  if (character === undefined) return undefined;
  const name = names[character.codePointAt(0) ?? 0];
  return `U+${hexOf(character)}${name ? ` (${name})` : ""}`;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
