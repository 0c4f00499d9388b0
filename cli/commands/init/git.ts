import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface GitCheckout {
  readonly repository?: string;
  readonly branch?: string;
  /** Whether the repository is read through a connection: it is not one of CodeCommit. */
  readonly isHosted: boolean;
}

/** What git knows of a folder; nothing where there is no git, or no repository. */
export async function checkoutIn(folder: string): Promise<GitCheckout> {
  const [url, branch] = await Promise.all([
    git(folder, "remote", "get-url", "origin"),
    git(folder, "symbolic-ref", "--short", "HEAD"),
  ]);
  return { isHosted: false, ...(branch && { branch }), ...(url && remoteOf(url)) };
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const told = await promisify(execFile)("git", ["-C", folder, ...args]).catch(() => ({ stdout: "" }));
  return told.stdout.trim();
}

const codeCommit =
  /^codecommit(?:::[\w-]+)?:\/\/(?:[^@/]+@)?([\w.-]+)$|git-codecommit\.[\w.-]+\/v1\/repos\/([\w.-]+)\/?$/;
const hosted = /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

/** The repository behind the address of a remote, as an item names it. Undefined for an address of the machine itself. */
export function remoteOf(url: string): Pick<GitCheckout, "repository" | "isHosted"> | undefined {
  const [, short, long] = codeCommit.exec(url) ?? [];
  const name = short ?? long;
  if (name) return { repository: name, isHosted: false };
  if (!/^[\w+]+:\/\/(?!\/)|^[\w.-]+@[\w.-]+:/.test(url) || url.startsWith("file:")) return undefined;
  const [, repository] = hosted.exec(url) ?? [];
  return repository ? { repository, isHosted: true } : undefined;
}
