import { CommanderError } from "commander";
import { Exit } from "./exit.js";
import { explainOutside } from "./outside.js";
import type { Terminal } from "./terminal.js";

/** Says why a command failed, unless it is said already; gives the exit code. */
export async function printFailure(error: unknown, out: Terminal): Promise<number> {
  if (error instanceof Exit) return error.code;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const outside = await explainOutside(error);
  if (outside) out.say(`${outside.message}\n${outside.hint}`);
  else out.say(isFault(error) ? faultText(error) : textOf(error));
  return 1;
}

/** What only a fault of our own throws: JavaScript's own errors, and what is no error at all. */
function isFault(error: unknown): boolean {
  const faults = [TypeError, RangeError, ReferenceError, SyntaxError];
  return !(error instanceof Error) || faults.some((fault) => error instanceof fault);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { syscall, path, message, code = "" } = error as NodeJS.ErrnoException;
  return syscall && path ? `Cannot ${syscall} ${path}: ${meanings[code] ?? message.split(",")[0]}.` : message;
}

/** What the system's codes mean for who named the path, and what to do about it. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: "it is not yours to change. Change its rights, or name another",
  EEXIST: "there is a file of this name. Move it, or name another folder",
  EISDIR: "it is a folder. Name a file",
  ENOENT: "there is no such file or folder. Check the path",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of this path is a file. Name another folder",
  EROFS: "its disk can only be read. Name a folder elsewhere",
};

function faultText(error: unknown): string {
  const text = error instanceof Error && process.env.DEBUG ? error.stack : textOf(error);
  return `${text}\nThis is a fault of stagewright itself; DEBUG=1 shows where. Please report it.`;
}
