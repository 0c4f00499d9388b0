import { CST, Lexer } from "yaml";
import { deepestText } from "./nesting.js";

/** Announces a scalar: the next token is its text, whatever it looks like. */
const scalarMark = "\u001f";
/** Tokens that stand for a state of the lexer and not for any text. */
const withoutText = new Set(["\u0002", "\u0018", scalarMark]);

interface Nesting {
  /** The columns at which the open block collections and their entries start. */
  columns: number[];
  /** How many brackets are open. */
  brackets: number;
}

/** Where a YAML text gets deeper than any item: found from its tokens, without recursion. */
export function yamlTooDeepAt(text: string): number | undefined {
  const nesting: Nesting = { columns: [], brackets: 0 };
  let [offset, column, isScalar] = [0, 0, false];
  for (const token of new Lexer().lex(text)) {
    nest(nesting, isScalar ? "scalar" : CST.tokenType(token), column);
    if (nesting.columns.length + nesting.brackets > deepestText) return offset;
    isScalar = token === scalarMark;
    if (withoutText.has(token)) continue;
    offset += token.length;
    column = token.includes("\n") ? token.length - token.lastIndexOf("\n") - 1 : column + token.length;
  }
  return undefined;
}

function nest(nesting: Nesting, type: CST.TokenType | null, column: number): void {
  switch (type) {
    case "flow-map-start":
    case "flow-seq-start":
      nesting.brackets += 1;
      return;
    case "flow-map-end":
    case "flow-seq-end":
      nesting.brackets = Math.max(0, nesting.brackets - 1);
      return;
    case "seq-item-ind":
    case "explicit-key-ind":
    case "map-value-ind":
    case "scalar":
      if (nesting.brackets === 0)
        nesting.columns = [...nesting.columns.filter((open) => open < column), column];
  }
}
