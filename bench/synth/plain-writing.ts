import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Seconds to write the files of an output again, with nothing to compute: the values are in memory, and
 * `JSON.stringify` makes the same bytes of them but for the shape of empty lists.
 */
export function secondsToWrite(from: string, to: string): number {
  const files = readdirSync(from, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.\w+$/.test(file),
  );
  const contents = files.map((file) => [file, contentOf(join(from, file))] as const);
  const started = performance.now();
  for (const [file, content] of contents) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), content instanceof Buffer ? content : JSON.stringify(content, null, 2));
  }
  return (performance.now() - started) / 1000;
}

function contentOf(path: string): unknown {
  return path.endsWith(".json") ? JSON.parse(readFileSync(path, "utf8")) : readFileSync(path);
}
