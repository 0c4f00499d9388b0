import type { SourceFile } from "./sources.js";

const declaration =
  /^export (?:(?:default|declare|abstract|async) )*(?:function\*?|class|interface|type|enum|const|let) (\w+)/gm;
const pattern = /^export (?:const|let) [[{]([^=]*)[\]}] =/gm;
const list = /^export (?:type )?\{([^}]*)\}(?! from)/gm;

/** The names that a file declares and exports, types and values alike. What it passes on from another file is not its own. */
export function exportedNames(text: string): string[] {
  const single = [...text.matchAll(declaration)].map(([, name = ""]) => name);
  const several = [...text.matchAll(pattern), ...text.matchAll(list)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => /(\w+)\s*$/.exec(name)?.[1] ?? ""),
  );
  return [...single, ...several].filter((name) => name !== "");
}

/**
 * One line for every name that two files of one package export, so that a name says which of them is meant. stagewright
 * and the sandbox are two packages that share no code: a name may stand once in each.
 */
export function repeatedNames(sources: readonly SourceFile[]): string[] {
  const files = new Map<string, Set<string>>();
  for (const { path, text } of sources) {
    for (const name of exportedNames(text)) {
      const key = `${path.startsWith("sandbox/") ? "sandbox" : "stagewright"}: ${name}`;
      files.set(key, (files.get(key) ?? new Set()).add(path));
    }
  }
  return [...files].flatMap(([key, paths]) => (paths.size > 1 ? [`${key} in ${[...paths].join(", ")}`] : []));
}
