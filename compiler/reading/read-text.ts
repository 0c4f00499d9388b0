import { readFileSync } from "node:fs";
import type { Diagnostic, Result } from "../diagnostics/index.js";

/** A file's text: UTF-8, or UTF-16 with its mark, as PowerShell writes it. */
export function readText(file: string): Result<string> {
  try {
    const bytes = readFileSync(file);
    const text = decode(bytes);
    return text === undefined ? { ok: false, diagnostics: [notText(file)] } : { ok: true, value: text };
  } catch (error) {
    return { ok: false, diagnostics: [unreadable(file, error)] };
  }
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
