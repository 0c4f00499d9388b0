import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { root } from "../repository/sources.js";

/** A project of somebody who has nothing but what we packed. */
export interface ConsumerProject {
  readonly folder: string;
  /** What npm said while it installed. */
  readonly installation: string;
  /** What a program printed; throws with all that it said when it fails. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): string;
  remove(): void;
}

/** Where each package is packed from. */
const folders = { stagewright: ".", "@stagewright/sandbox": "./sandbox" } as const;

export type PackedPackage = keyof typeof folders;

/** Packs a package as it would be published, and installs it into a new project with these files. */
export function projectWith(name: PackedPackage, files: readonly string[] = []): ConsumerProject {
  const folder = mkdtempSync(join(tmpdir(), "consumer-"));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" };
  const start = (command: string, args: readonly string[], cwd: string, more = {}) =>
    execaSync(command, args, { cwd, env: { ...env, ...more }, extendEnv: false, all: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module" }),
  );
  for (const file of files) cpSync(join(root, "tests", "consumer", file), join(folder, file));
  start("npm", ["pack", folders[name], "--ignore-scripts", "--pack-destination", folder], root);
  const [tarball = ""] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  const options = ["--prefer-offline", "--no-audit", "--no-fund", "--no-save"];
  const installed = start("npm", ["install", ...options, join(folder, tarball)], folder);
  return {
    folder,
    installation: installed.all,
    run: (command, args, more) => start(command, args, folder, more).stdout,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
