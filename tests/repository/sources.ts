import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The folders that hold TypeScript, as `docs/architecture.md` draws them. */
export const rooms = [
  "compiler",
  "controller",
  "child-account",
  "toolchain",
  "sandbox",
  "cli",
  "modules",
  "testing",
  "tests",
  "bench",
] as const;

export type Room = (typeof rooms)[number];

/** What tools write into the rooms. */
const written = new Set(["node_modules", "dist", "coverage", "cdktf.out", ".terraform", ".stagewright"]);

export async function readSources(): Promise<SourceFile[]> {
  const paths = (await Promise.all(rooms.map((room) => listSources(room)))).flat().sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })));
}

/** A room that is not built yet has no sources. */
async function listSources(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const nested = entries.map((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return written.has(entry.name) ? [] : listSources(path);
    return /\.[cm]?ts$/.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

export function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}
