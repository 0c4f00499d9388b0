/** Files as tar holds them, without links, devices and owners (POSIX.1-2017, pax, "pax Interchange Format"). */
export interface TarEntry {
  /** From the archive's root, with slashes. */
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly isExecutable: boolean;
  /** In bytes; 0 for a folder. */
  readonly size: number;
}

const block = 512;

export function tarHeader(entry: TarEntry): Buffer {
  const name = Buffer.from(entry.path);
  if (name.length <= 100) return header(entry, name, typeOf(entry));
  const record = paxRecord("path", entry.path);
  const pax = header({ ...entry, size: record.length, isExecutable: false }, Buffer.from("pax"), "x");
  return Buffer.concat([
    pax,
    record,
    tarPadding(record.length),
    header(entry, name.subarray(0, 100), typeOf(entry)),
  ]);
}

/** After a file's bytes. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block);
}

export const tarEnd = Buffer.alloc(2 * block);

function typeOf({ kind }: TarEntry): string {
  return kind === "folder" ? "5" : "0";
}

function header({ isExecutable, kind, size }: TarEntry, name: Buffer, type: string): Buffer {
  const bytes = Buffer.alloc(block);
  name.copy(bytes, 0);
  const octal = (value: number, at: number, length: number) =>
    bytes.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
  octal(kind === "folder" || isExecutable ? 0o755 : 0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  bytes.write(type, 156, "latin1");
  bytes.write("ustar\x0000", 257, "latin1");
  octal(checksumOf(bytes), 148, 7);
  bytes.write(" ", 155, "latin1");
  return bytes;
}

/** The field of the sum itself counts as spaces. */
function checksumOf(bytes: Buffer): number {
  return bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** A record says its own length, its digits included. */
function paxRecord(name: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${name}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return Buffer.from(`${length} ${name}=${value}\n`);
}

/** What is read: an entry, or the record that gives the next one its path. */
export interface TarHeader extends TarEntry {
  readonly isPax: boolean;
}

/** Undefined at the archive's end. Throws for what is no header, and for all that is neither file nor folder. */
export function readTarHeader(bytes: Buffer): TarHeader | undefined {
  if (bytes.every((byte) => byte === 0)) return undefined;
  const [path, type] = [textAt(bytes, 0, 100), String.fromCharCode(bytes[156] ?? 0)];
  const [size, sum] = [octalAt(bytes, 124, 12), octalAt(bytes, 148, 8)];
  if (sum !== checksumOf(bytes) || size === undefined) throw new Error("It is no archive, or it is damaged.");
  if (!["0", "5", "x"].includes(type)) {
    throw new Error(`${JSON.stringify(path)} in it is neither a file nor a folder; links are refused.`);
  }
  const isExecutable = ((octalAt(bytes, 100, 8) ?? 0) & 0o100) !== 0;
  return { path, kind: type === "5" ? "folder" : "file", isExecutable, size, isPax: type === "x" };
}

/** The path that a record gives. */
export function pathOfPax(record: Buffer): string {
  const [, length, path] = /^(\d+) path=([\s\S]*)\n$/.exec(record.toString()) ?? [];
  if (path === undefined || Number(length) !== record.length)
    throw new Error("It holds a record that is not known.");
  return path;
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString();
}

function octalAt(bytes: Buffer, start: number, length: number): number | undefined {
  const text = textAt(bytes, start, length).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}
