import type { SourceFile } from "./sources.js";

/** The names are put together here, so that this file does not break its own rules. */
const oneOf = (...names: string[]) => `(?:${names.join("|")})`;

const rules = [
  {
    pattern: new RegExp(
      `\\b${oneOf("it", "test", "describe", "suite")}(?:\\.\\w+)*\\.${oneOf("skipIf", "runIf", "todo", "fails")}\\b`,
    ),
    reason: "every test runs, always",
  },
  { pattern: new RegExp(`\\bvi\\.${oneOf("mock", "doMock")}\\(`), reason: "tests go through real edges" },
  {
    pattern: new RegExp(oneOf("biome", "eslint") + oneOf("-ignore", "-disable")),
    reason: "a rule is obeyed or changed, not suppressed",
  },
  {
    pattern: new RegExp(`@ts-${oneOf("ignore", "nocheck", "expect-error")}`),
    reason: "types are right or made right",
  },
  {
    pattern: new RegExp(`//.*\\b${oneOf("TO" + "DO", "FIX" + "ME")}\\b`),
    reason: "what is begun is finished",
  },
];

/** One line for every line of code that breaks a rule. */
export function brokenConventions({ path, text }: SourceFile): string[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      rules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ reason }) => `${path}:${index + 1}: ${line.trim()}: ${reason}`),
    );
}
