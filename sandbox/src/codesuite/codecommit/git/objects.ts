import { createHash } from "node:crypto";

/** CodeCommit's file modes and git's own. */
export const gitModes = { EXECUTABLE: "100755", NORMAL: "100644", SYMLINK: "120000" } as const;

export type FileMode = keyof typeof gitModes;

export interface FileEntry {
  /** Git's own id of the content. */
  readonly blobId: string;
  readonly mode: FileMode;
}

/** Path → file, for a whole commit. Submodules are not among them. */
export type Files = ReadonlyMap<string, FileEntry>;

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Epoch seconds and zone: `1700000000 +0000`. */
  readonly date: string;
}

export interface Commit {
  readonly commitId: string;
  readonly treeId: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** What lies directly in a folder. */
export interface TreeEntry {
  readonly name: string;
  readonly id: string;
  readonly kind: "folder" | "submodule" | FileMode;
}

/** The id of what is not there. */
export const noObject = "0".repeat(40);

/** Whether a text can be an object's id: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** The id that git gives a content. */
export function blobIdOf(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

/** Headers, an empty line, and the message: `git cat-file commit ID`. */
export function parseCommit(commitId: string, content: Buffer): Commit {
  const text = content.toString();
  const end = text.indexOf("\n\n");
  const head = end < 0 ? text : text.slice(0, end);
  const headers = head.split("\n").map((line) => splitAt(line, " "));
  const headerOf = (name: string) => headers.find(([key]) => key === name)?.[1] ?? "";
  return {
    commitId,
    treeId: headerOf("tree"),
    parents: headers.filter(([key]) => key === "parent").map(([, value]) => value),
    author: parseSignature(headerOf("author")),
    committer: parseSignature(headerOf("committer")),
    message: end < 0 ? "" : text.slice(end + 2),
  };
}

/** `MODE NAME\0` and the id in 20 bytes, again and again. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(0, at);
    const [mode, name] = splitAt(content.toString("utf8", at, end), " ");
    entries.push({ name, id: content.toString("hex", end + 1, end + 21), kind: kindOf(mode) });
    at = end + 21;
  }
  return entries;
}

/** Of a mode as git writes it, with or without its leading zero. Old repositories have `100664`. */
export function kindOf(mode: string): TreeEntry["kind"] {
  if (/^0?40000$/.test(mode)) return "folder";
  if (mode === "160000") return "submodule";
  if (mode === gitModes.SYMLINK) return "SYMLINK";
  return mode === gitModes.EXECUTABLE ? "EXECUTABLE" : "NORMAL";
}

/** `Name <mail> seconds zone` */
function parseSignature(text: string): Signature {
  const [, name = "", email = "", date = ""] = /^(.*?) ?<(.*)> ?(.*)$/.exec(text) ?? [];
  return { name, email, date };
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
