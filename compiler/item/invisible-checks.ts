import { type Problem, pointer, type Schema, schemaAt, show, unseenIn } from "../diagnostics/index.js";

/** Whether people may write what they like at a place: the schema says so, or no words and no pattern for it. */
export function isFreeText(schema: Schema, path: string): boolean {
  const { pattern, "x-allowed": allowed, "x-free": free } = schemaAt(schema, path) ?? {};
  return free === true || (pattern === undefined && allowed === undefined);
}

/** Characters that cannot be seen, in keys and wherever a name belongs: no AWS name, branch or address has any. */
export function checkInvisible(value: unknown, schema: Schema, path = ""): Problem[] {
  if (typeof value === "string") return problemIn(value, path).filter(() => !isFreeText(schema, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = path + pointer(key);
    const wrong = problemIn(key, place);
    return wrong.length > 0 ? wrong : checkInvisible(inner, schema, place);
  });
}

function problemIn(text: string, path: string): Problem[] {
  const unseen = unseenIn(text);
  if (unseen === undefined) return [];
  return [
    {
      path,
      code: "item.invisible",
      value: show(text),
      message: `Found ${unseen} in ${show(text)}: a character that cannot be seen.`,
      hint: "Take it out, or type the text anew: such characters come along when a text is copied.",
    },
  ];
}
