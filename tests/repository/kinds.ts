import { deployKinds, sourceKinds } from "../../compiler/kinds/index.js";
import type { SourceFile } from "./sources.js";

const types: ReadonlySet<string> = new Set([...sourceKinds, ...deployKinds].map(({ type }) => type));

/** Where a kind's type is another's word: the store of artifacts, the source of a CodeBuild project, a statement's name, a program. */
const ofOthers = [
  /\b(?:heading|product|tool): .*"Terraform"/,
  /\btype: "S3"/,
  /\bsourceTypeOverride: /,
  /\bSid: "/,
];

const rooms = /^(compiler|controller|child-account|cli|toolchain)\//;

/** One line for every text that is a kind's type, outside of the kinds: what is said by type is not said over the list. */
export function typesOutsideKinds({ path, text }: SourceFile): string[] {
  if (!rooms.test(path) || path.startsWith("compiler/kinds/") || /\.(test|fixture)\.ts$/.test(path))
    return [];
  return text.split("\n").flatMap((line, index) => {
    const found = [...line.matchAll(/"(\w+)"/g)].some(([, word = ""]) => types.has(word));
    return found && !ofOthers.some((shape) => shape.test(line))
      ? [`${path}:${index + 1}: ${line.trim()}`]
      : [];
  });
}

/** One line for every import from outside of the compiler's kinds, names or policies past the index of that room. */
export function importsPastIndex({ path, text }: SourceFile): string[] {
  const room = /["'](?:\.\.?\/)+(?:compiler\/)?(kinds|iam|names)\/(?!index\.js)[^"']+["']/;
  if (/^compiler\/(kinds|iam|names)\//.test(path) || path.startsWith("sandbox/")) return [];
  return text.split("\n").flatMap((line, index) => {
    return room.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [];
  });
}

const longestFile = 250;
const longestFunction = 40;

/** One line for every file and function that is too long to be held in mind, in the rooms that keep to it. */
export function tooLong({ path, text }: SourceFile): string[] {
  if (!/^(compiler|child-account)\//.test(path) || path.endsWith(".test.ts")) return [];
  const lines = text.split("\n");
  const files = lines.length - 1 > longestFile ? [`${path}: ${lines.length - 1} lines`] : [];
  return [...files, ...functionsIn(lines).map(({ name, length }) => `${path}: ${name}, ${length} lines`)];
}

/** The functions of a formatted file: each ends with the first brace of a line's own at its margin. */
function functionsIn(lines: readonly string[]) {
  return lines.flatMap((line, start) => {
    const [, margin, name] = /^( *)(?:export )?(?:async )?function (\w+)/.exec(line) ?? [];
    if (margin === undefined || name === undefined) return [];
    const length = lines.slice(start).indexOf(`${margin}}`) + 1;
    return length > longestFunction ? [{ name, length }] : [];
  });
}
