import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";

/** The zip file's name beside the stack's own. */
export const lambdaFile = "dispatcher.zip";

/** The program of both functions, as the build made it. */
export function readLambda(): Uint8Array {
  let folder = dirname(fileURLToPath(import.meta.url));
  const program = () => join(folder, "dist", "dispatcher", "handler.cjs");
  while (!existsSync(program())) {
    if (dirname(folder) === folder)
      throw new Error(
        "The package is incomplete: dist/dispatcher/handler.cjs is missing. `npm run build` makes it.",
      );
    folder = dirname(folder);
  }
  return readFileSync(program());
}

/** The same bytes for the same program, so that a plan shows a change only where there is one. */
export function zipLambda(program: Uint8Array): Uint8Array {
  // The earliest time that a zip file can hold; local, as fflate reads it.
  const mtime = new Date(1980, 0, 1);
  const readable = 0o100644 << 16;
  return zipSync({ "handler.js": [program, { mtime, os: 3, attrs: readable, level: 9 }] });
}

/** As Lambda tells it of its code, and Terraform compares it. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64");
}
