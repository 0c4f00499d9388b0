/** Folders that only one machine has. The folder alone, as in a list of places to search, names no machine. */
const ownFolders = ["home", "Users", "root", "work", "opt"];

/** What stands before the slash in an URL, an image, a longer path or after a variable. */
const notBefore = "[\\w./:~@}*)>-]";

const machinePath = new RegExp(
  `(?<!${notBefore})/(?:${ownFolders.join("|")})/[\\w.-]+|[A-Z]:\\\\Users\\\\\\w+`,
  "g",
);

export function machinePaths(text: string): string[] {
  return text.match(machinePath) ?? [];
}
