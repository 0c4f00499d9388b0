import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository/sources.js";

const folders = [
  ".",
  "docs",
  "docs/decisions",
  "examples/repositories",
  "examples/workflows",
  "sandbox",
  "testing",
  "modules/stage",
  "modules/child-account",
];

/** Everything that is written for people, from the root of the repository. */
export function pages(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
}
