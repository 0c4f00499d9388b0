import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Measure } from "./measure.js";

/**
 * Writes the files of an output again, with nothing to compute: the values are in memory, and `JSON.stringify`
 * makes the same bytes of them but for the shape of empty lists. Memory is that of the bench, so not told.
 */
export function plainWriting(from: string, to: string): Measure {
  const files = readdirSync(from, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.\w+$/.test(file),
  );
  const contents = files.map((file) => [file, contentOf(join(from, file))] as const);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  for (const [file, content] of contents) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), content instanceof Buffer ? content : JSON.stringify(content, null, 2));
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: Number.NaN,
  };
}

function contentOf(path: string): unknown {
  return path.endsWith(".json") ? JSON.parse(readFileSync(path, "utf8")) : readFileSync(path);
}
