import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { readText } from "./read-text.js";

const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

it.each([
  ["UTF-8", Buffer.from("Häuser: 日本語 🚀")],
  ["UTF-8 with a mark", Buffer.from("\ufeffHäuser: 日本語 🚀")],
  ["UTF-16, as PowerShell writes it", utf16le("Häuser: 日本語 🚀")],
  ["UTF-16, big end first", utf16le("Häuser: 日本語 🚀").swap16()],
])("reads %s", (_, bytes) => {
  expect(readText(join(folderWith({ "a.yaml": bytes }), "a.yaml"))).toEqual({
    ok: true,
    value: "Häuser: 日本語 🚀",
  });
});

it.each([Buffer.from([0x66, 0xfc, 0x72]), Buffer.from([0xff, 0xfe, 0x00, 0xd8]), Buffer.from([0x80])])(
  "refuses bytes that are no text",
  (bytes) => {
    expect(readText(join(folderWith({ "a.yaml": bytes }), "a.yaml"))).toMatchObject({
      ok: false,
      diagnostics: [{ code: "input.not-text" }],
    });
  },
);

it("tells why a path cannot be read", () => {
  const folder = folderWith();
  symlinkSync("nowhere", join(folder, "broken.yaml"));
  const paths = [join(folder, "broken.yaml"), folder, join(folder, "x".repeat(300)), "a\0b"];
  const messages = paths.flatMap((path) => {
    const read = readText(path);
    return read.ok ? [] : read.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  });
  expect(messages).toEqual([
    "input.unreadable: Cannot read this: there is no such file or folder.",
    "input.unreadable: Cannot read this: it is a folder.",
    "input.unreadable: Cannot read this: the name is too long.",
    "input.unreadable: Cannot read this: no path holds such characters.",
  ]);
});

it("reads no more than anybody writes, also of what has no end", () => {
  expect(readText("/dev/zero")).toMatchObject({ ok: false, diagnostics: [{ code: "input.too-large" }] });
  const folder = folderWith({ "large.yaml": "x".repeat(9 * 1024 * 1024) });
  expect(readText(join(folder, "large.yaml")).ok).toBe(true);
});
