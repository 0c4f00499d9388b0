import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";

/** The zip file's name beside the stack's own. */
export const lambdaFile = "dispatcher.zip";

/** What the function's zip file holds. */
export interface LambdaFiles {
  /** The program of the dispatcher's two functions, as the build made it. */
  readonly program: Uint8Array;
  /** The program of the events' function. */
  readonly events: Uint8Array;
  /** The licences of other people's code in it. */
  readonly licences: Uint8Array;
}

export function readLambda(): LambdaFiles {
  let folder = dirname(fileURLToPath(import.meta.url));
  const file = (name: string) => join(folder, "dist", "dispatcher", name);
  while (!existsSync(file("handler.cjs"))) {
    if (dirname(folder) === folder)
      throw new Error(
        "The package is incomplete: dist/dispatcher/handler.cjs is missing. `npm run build` makes it.",
      );
    folder = dirname(folder);
  }
  return {
    program: readFileSync(file("handler.cjs")),
    events: readFileSync(file("events.cjs")),
    licences: readFileSync(file("THIRD-PARTY-LICENSES.txt")),
  };
}

/** The same bytes for the same files, so that a plan shows a change only where there is one. */
export function zipLambda({ program, events, licences }: LambdaFiles): Uint8Array {
  // The earliest time that a zip file can hold; local, as fflate reads it.
  const mtime = new Date(1980, 0, 1);
  const attrs = 0o100644 << 16;
  const options = { mtime, os: 3, attrs, level: 9 } as const;
  return zipSync({
    "handler.js": [program, options],
    "events.js": [events, options],
    "THIRD-PARTY-LICENSES.txt": [licences, options],
  });
}

/** As Lambda tells it of its code, and Terraform compares it. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64");
}
