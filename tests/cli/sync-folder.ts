import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { execaSync } from "execa";
import type { TableCommands } from "../../testing/installation/table-commands.js";

/** A folder of items in a git repository of its own, and what the commands' table holds. */
export class SyncFolder {
  readonly #root = mkdtempSync(join(tmpdir(), "stagewright-sync-"));
  readonly path = join(this.#root, "items");

  constructor(readonly commands: () => TableCommands) {
    mkdirSync(this.path);
    this.git("init", "--quiet");
  }

  git(...args: readonly string[]): string {
    return execaSync("git", ["-C", this.#root, ...args]).stdout;
  }

  /** The id of a commit of all that is there. */
  commit(): string {
    this.git("add", "--all");
    const who = ["-c", "user.name=ann", "-c", "user.email=ann@example.com"];
    this.git(...who, "commit", "--quiet", "--message", "items");
    return this.git("rev-parse", "HEAD");
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** Items of these numbers, to the one before the last. */
  writeItems(from: number, to: number, minutes: number): void {
    for (const n of numbers(from, to))
      this.write(`${n}.yaml`, `RepoName: shop-${n}\nTimeoutMinutes: ${minutes}\n`);
  }

  remove(...names: readonly string[]): void {
    for (const name of names) rmSync(join(this.path, name));
  }

  sync(...args: readonly string[]) {
    return this.commands().run("sync", this.path, ...args);
  }

  /** The rows of the table, by name. */
  async rows() {
    const { settings } = this.commands().installation;
    const scan = new ScanCommand({ TableName: settings.table });
    const { Items = [] } = await this.commands().documents.send(scan);
    return Items.sort((a, b) => (a.RepoName < b.RepoName ? -1 : 1));
  }

  async row(name: string) {
    return (await this.rows()).find(({ RepoName }) => RepoName === name);
  }

  /** Each row as `name minutes`. */
  async held(): Promise<string[]> {
    return (await this.rows()).map(({ RepoName, TimeoutMinutes }) => `${RepoName} ${TimeoutMinutes}`);
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}
