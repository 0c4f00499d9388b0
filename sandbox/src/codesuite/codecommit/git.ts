import { createHash } from "node:crypto";

/** CodeCommit's file modes and git's own. */
const gitModes = { EXECUTABLE: "100755", NORMAL: "100644", SYMLINK: "120000" } as const;

export type FileMode = keyof typeof gitModes;

export interface FileEntry {
  /** Git's own id of the content. */
  readonly blobId: string;
  readonly mode: FileMode;
}

/** Path → file, for a whole commit. */
export type Files = Readonly<Record<string, FileEntry>>;

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Epoch seconds and zone: `1700000000 +0000`. */
  readonly date: string;
}

/** Ids are git's own, so that they mean the same here and in a clone: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobIdOf(content: Uint8Array): string {
  return objectId("blob", content);
}

export function treeIdOf(files: Files, folder = ""): string {
  const entries = childrenOf(files, folder).map((name) => treeEntry(files, join(folder, name), name));
  const sorted = entries.sort((a, b) => Buffer.compare(Buffer.from(a.sortKey), Buffer.from(b.sortKey)));
  return objectId("tree", Buffer.concat(sorted.map(({ bytes }) => bytes)));
}

export function commitIdOf(commit: {
  readonly treeId: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly message: string;
}): string {
  const who = `${commit.author.name} <${commit.author.email}> ${commit.author.date}`;
  const parents = commit.parents.map((parent) => `parent ${parent}\n`).join("");
  const text = `tree ${commit.treeId}\n${parents}author ${who}\ncommitter ${who}\n\n${commit.message}`;
  return objectId("commit", Buffer.from(text));
}

/** Names of what lies directly in a folder; the root is `""`. */
export function childrenOf(files: Files, folder: string): string[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const inside = Object.keys(files).filter((path) => path.startsWith(prefix));
  return [...new Set(inside.map((path) => path.slice(prefix.length).split("/")[0] ?? ""))].sort();
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Git sorts folders as if their names ended in a slash. */
function treeEntry(files: Files, path: string, name: string): { sortKey: string; bytes: Buffer } {
  const file = files[path];
  const mode = file ? gitModes[file.mode] : "40000";
  const id = file ? file.blobId : treeIdOf(files, path);
  const bytes = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]);
  return { sortKey: file ? name : `${name}/`, bytes };
}

function objectId(kind: string, content: Uint8Array): string {
  return createHash("sha1").update(`${kind} ${content.length}\0`).update(content).digest("hex");
}
