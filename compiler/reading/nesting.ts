import type { Position } from "./line-position.js";
import type { TextError } from "./parsed.js";

/**
 * No item is nested nearly as deep. The parsers recurse, and YAML's can take the whole process down
 * (V8 fails to compile a regular expression on a full stack), so depth is checked before they run.
 */
export const deepestText = 200;

export function tooDeep(position: Position): TextError {
  return {
    path: "",
    code: "input.too-deep",
    message: `This is nested more than ${deepestText} levels deep.`,
    hint: "No item needs more than a few levels: check how this text was made.",
    ...position,
  };
}
