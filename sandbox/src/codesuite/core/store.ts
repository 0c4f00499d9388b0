import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a table belongs: `<stateDir>/<accountId>/<region>/<service>/<table>`. */
export interface TableAddress {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly table: string;
}

/** Records by key. Reads are from memory; a write is on disk when it returns. */
export interface Table<T> {
  get(key: string): T | undefined;
  /** In the order of the keys' code units. */
  list(): readonly T[];
  put(key: string, record: T): void;
  delete(key: string): void;
}

/** Durable state in one folder, which one process at a time may use. */
export interface Store {
  /** Records must survive `JSON.stringify` unchanged: times as ISO strings, bytes as base64. */
  table<T>(address: TableAddress): Table<T>;
  /** A folder for what is no record, which nobody else may look into: `<stateDir>/<accountId>/<region>/<service>/<table>`. */
  folder(address: TableAddress): string;
  /** The accounts and regions in which a service has kept anything. */
  places(service: string): { readonly accountId: string; readonly region: string }[];
}

export function openStore(stateDir: string): Store {
  const open = new Map<string, Table<unknown>>();
  const placeOf = ({ accountId, region, service, table }: TableAddress) =>
    join(stateDir, accountId, region, service, table);
  return {
    folder(address) {
      const dir = placeOf(address);
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      return dir;
    },
    table<T>(address: TableAddress): Table<T> {
      const dir = placeOf(address);
      const found = open.get(dir) ?? openTable(dir);
      open.set(dir, found);
      return found as Table<T>;
    },
    places: (service) =>
      namesIn(stateDir)
        .flatMap((accountId) => namesIn(join(stateDir, accountId)).map((region) => ({ accountId, region })))
        .filter(({ accountId, region }) => existsSync(join(stateDir, accountId, region, service))),
  };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

interface Entry {
  readonly key: string;
  readonly record: unknown;
}

function openTable(dir: string): Table<unknown> {
  const records = new Map(readEntries(dir).map(({ key, record }) => [key, record]));
  return {
    get: (key) => records.get(key),
    list: () => [...records.keys()].sort().map((key) => records.get(key)),
    put(key, record) {
      writeEntry(dir, { key, record });
      records.set(key, record);
    },
    delete(key) {
      rmSync(fileOf(dir, key), { force: true });
      records.delete(key);
    },
  };
}

function readEntries(dir: string): Entry[] {
  if (!existsSync(dir)) return [];
  const files = readdirSync(dir).filter((file) => file.endsWith(".json"));
  return files.map((file) => JSON.parse(readFileSync(join(dir, file), "utf8")));
}

/** Written beside and renamed into place: a crash leaves the old record or the new one, never a half. */
function writeEntry(dir: string, entry: Entry): void {
  mkdirSync(dir, { recursive: true });
  const file = fileOf(dir, entry.key);
  writeFileSync(`${file}.new`, `${JSON.stringify(entry, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Named by a digest, since keys may hold `/` and some file systems do not tell `A` from `a`. */
function fileOf(dir: string, key: string): string {
  return join(dir, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
}
