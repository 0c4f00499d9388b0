import { AwsError } from "../core/index.js";
import type { Files } from "./git/index.js";

/** A path for a new file: below the root, and no file where it needs a folder, nor the other way round. */
export function checkPath(path: string, files: Files): void {
  const parts = path.split("/");
  const isStrange = parts.some((part) => part === "" || part === "." || part === ".." || part === ".git");
  if (isStrange || path.includes("\0")) {
    throw new AwsError("InvalidPathException", `The path '${path}' is not valid`);
  }
  const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
  const file = folders.find((folder) => files.has(folder));
  if (file !== undefined) {
    throw new AwsError(
      "DirectoryNameConflictsWithFileNameException",
      `'${file}' is a file, so it cannot hold '${path}'`,
    );
  }
  if ([...files.keys()].some((other) => other.startsWith(`${path}/`))) {
    throw new AwsError("FileNameConflictsWithDirectoryNameException", `'${path}' is a folder`);
  }
}

/** Paths are told with and without a slash at either end. */
export function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}
