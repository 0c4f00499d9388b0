import { closeSync, openSync, readSync } from "node:fs";
import type { Diagnostic, Result } from "../diagnostics/index.js";

/** A file's text: UTF-8, or UTF-16 with its mark, as PowerShell writes it. */
export function readText(file: string): Result<string> {
  try {
    const bytes = readBounded(file);
    if (bytes === undefined) return { ok: false, diagnostics: [tooLarge(file)] };
    const text = decode(bytes);
    return text === undefined ? { ok: false, diagnostics: [notText(file)] } : { ok: true, value: text };
  } catch (error) {
    return { ok: false, diagnostics: [unreadable(file, error)] };
  }
}

/** A table's items are 400 KB at most; a device or a pipe may have no end. */
const mostMegabytes = 10;

/** The bytes of a file; undefined if there are more than anybody writes. */
function readBounded(file: string): Uint8Array | undefined {
  const most = mostMegabytes * 1024 * 1024;
  const descriptor = openSync(file, "r");
  try {
    const chunks: Uint8Array[] = [];
    for (let length = 0; length <= most; ) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "input.too-large",
    message: `This holds more than ${mostMegabytes} MB.`,
    hint: "Put the items into several files: one is 400 KB at most.",
  };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function notText(file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "input.not-text",
    message: "This is no text in UTF-8.",
    hint: "Save it as UTF-8.",
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "you may not read it",
  EPERM: "you may not read it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "its links go round in a circle",
  ENAMETOOLONG: "the name is too long",
  ERR_INVALID_ARG_VALUE: "no path holds such characters",
};

/** A path that cannot be read, in plain words. */
export function unreadable(path: string, error: unknown): Diagnostic {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return {
    file: path,
    path: "",
    code: "input.unreadable",
    message: `Cannot read this: ${reasons[code] ?? (code || String(error))}.`,
    hint: "Check the path.",
  };
}
