import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { runGit } from "../../core/index.js";
import { importCommit, type NewCommit } from "./import.js";
import {
  type Commit,
  type FileEntry,
  type Files,
  isObjectId,
  kindOf,
  noObject,
  parseCommit,
  parseTree,
  type TreeEntry,
} from "./objects.js";
import type { ObjectReaders } from "./readers.js";

/** The folders of bare repositories that are being made. */
export type Making = Map<string, Promise<void>>;

/** A bare git repository. There is none before the first commit: until then it is read as empty. */
export class BareRepository {
  readonly #folder: string;
  readonly #readers: ObjectReaders;
  readonly #making: Making;

  constructor(folder: string, readers: ObjectReaders, making: Making) {
    this.#folder = folder;
    this.#readers = readers;
    this.#making = making;
  }

  /** Where git finds it, made if it is not there. */
  async make(): Promise<string> {
    const folder = this.#folder;
    if (this.#exists && !this.#making.has(folder)) return folder;
    const made = this.#making.get(folder) ?? this.#init().finally(() => this.#making.delete(folder));
    this.#making.set(folder, made);
    await made;
    return folder;
  }

  /** Branch → id of its newest commit. */
  async heads(): Promise<ReadonlyMap<string, string>> {
    if (!this.#exists) return new Map();
    const format = "--format=%(objectname) %(refname:lstrip=2)";
    const text = await runGit(this.#folder, ["for-each-ref", format, "refs/heads/"]);
    const lines = text.toString().split("\n").slice(0, -1);
    return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]));
  }

  async commit(id: string): Promise<Commit | undefined> {
    const content = await this.#read(id, "commit");
    return content && parseCommit(id, content);
  }

  /** What lies directly in a folder. */
  async tree(id: string): Promise<readonly TreeEntry[] | undefined> {
    const content = await this.#read(id, "tree");
    return content && parseTree(content);
  }

  blob(id: string): Promise<Buffer | undefined> {
    return this.#read(id, "blob");
  }

  /** All files of a commit that is there. */
  async files(commitId: string): Promise<Files> {
    const text = await runGit(this.#folder, ["ls-tree", "-r", "-z", "--full-tree", commitId]);
    const entries = text.toString().split("\0").slice(0, -1);
    return new Map(entries.flatMap(fileIn));
  }

  async import(commit: NewCommit): Promise<string> {
    return importCommit(await this.make(), commit);
  }

  /** Makes a branch that is not there. Fails where git cannot keep it beside the others: `a` and `a/b`. */
  async addBranch(name: string, commitId: string): Promise<void> {
    await runGit(this.#folder, ["update-ref", `refs/heads/${name}`, commitId, noObject]);
  }

  async removeBranch(name: string, commitId: string): Promise<void> {
    await runGit(this.#folder, ["update-ref", "-d", `refs/heads/${name}`, commitId]);
  }

  /** What a clone checks out. */
  async setDefault(branch: string): Promise<void> {
    await runGit(await this.make(), ["symbolic-ref", "HEAD", `refs/heads/${branch}`]);
  }

  async delete(): Promise<void> {
    await this.#readers.end(this.#folder);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #exists(): boolean {
    return existsSync(join(this.#folder, "HEAD"));
  }

  async #init(): Promise<void> {
    const args = [
      "init",
      "--bare",
      "--quiet",
      "--template=",
      "--initial-branch=main",
      basename(this.#folder),
    ];
    await runGit(dirname(this.#folder), args);
  }

  async #read(id: string, type: string): Promise<Buffer | undefined> {
    if (!isObjectId(id) || !this.#exists) return undefined;
    const found = await this.#readers.read(this.#folder, id);
    return found?.type === type ? found.content : undefined;
  }
}

/** `MODE TYPE ID\tPATH` */
function fileIn(entry: string): [string, FileEntry][] {
  const tab = entry.indexOf("\t");
  const [mode = "", , blobId = ""] = entry.slice(0, tab).split(" ");
  const kind = kindOf(mode);
  return kind === "folder" || kind === "submodule" ? [] : [[entry.slice(tab + 1), { blobId, mode: kind }]];
}
