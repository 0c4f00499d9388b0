import { execa } from "execa";
import { gitEnvironment } from "../../core/index.js";
import { type FileMode, gitModes, type Signature } from "./objects.js";

/** What a commit does to one path. */
export type FileChange =
  | { readonly path: string; readonly mode: FileMode; readonly content: Uint8Array }
  | { readonly path: string; readonly mode: FileMode; readonly blobId: string }
  | { readonly path: string; readonly remove: true };

export interface NewCommit {
  /** Valid by git's rules. */
  readonly branch: string;
  /** The branch's newest commit, if there is the branch. */
  readonly parent?: string;
  readonly author: Signature;
  readonly message: string;
  readonly changes: readonly FileChange[];
}

/** The branch has got another commit meanwhile. */
export class BranchMoved extends Error {}

/** Writes a commit and moves its branch in one step: https://git-scm.com/docs/git-fast-import. Gives the commit's id. */
export async function importCommit(folder: string, commit: NewCommit): Promise<string> {
  const args = ["-C", folder, "fast-import", "--quiet", "--done"];
  const options = {
    env: gitEnvironment(),
    extendEnv: false,
    reject: false,
    input: streamOf(commit),
  } as const;
  const { exitCode, stdout, stderr } = await execa("git", args, options);
  if (exitCode === 0) return stdout.trim();
  if (stderr.includes("Not updating")) throw new BranchMoved(`Branch ${commit.branch} has moved meanwhile.`);
  throw new Error(`git fast-import failed: ${stderr}`);
}

function streamOf({ branch, parent, author, message, changes }: NewCommit): Buffer {
  const who = `${plain(author.name)} <${plain(author.email)}> ${author.date}`;
  const parts = [
    `commit refs/heads/${branch}\nmark :1\nauthor ${who}\ncommitter ${who}\n`,
    ...data(Buffer.from(message)),
    parent === undefined ? "" : `from ${parent}\n`,
    ...changes.flatMap(command),
    "get-mark :1\ndone\n",
  ];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function command(change: FileChange): (string | Uint8Array)[] {
  const path = quoted(change.path);
  if ("remove" in change) return [`D ${path}\n`];
  const mode = gitModes[change.mode];
  return "content" in change
    ? [`M ${mode} inline ${path}\n`, ...data(change.content)]
    : [`M ${mode} ${change.blobId} ${path}\n`];
}

/** With its length, so that nothing in it is read as a command. */
function data(content: Uint8Array): (string | Uint8Array)[] {
  return [`data ${content.length}\n`, content, "\n"];
}

/** As in C, as the format has it. */
function quoted(path: string): string {
  const escaped = path.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

/** Git leaves out of names what would end them. */
function plain(text: string): string {
  return text.replace(/[<>\n\0]/g, "").trim();
}
