import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { htmlIndex, htmlPage, markdown, type Preview, pageName } from "../../../compiler/preview/index.js";
import type { PreviewOptions } from "./command.js";

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What a format writes of these pipelines; the first is the one to begin with. */
export function filesOf(previews: readonly Preview[], format: PreviewOptions["format"]): NamedText[] {
  return writers[format](previews);
}

const writers: Readonly<Record<PreviewOptions["format"], (previews: readonly Preview[]) => NamedText[]>> = {
  html: (previews) => {
    const index = previews.length > 1;
    const pages = previews.map((one) => ({ name: pageName(one), text: htmlPage(one, { index }) }));
    return index ? [{ name: "index.html", text: htmlIndex(previews) }, ...pages] : pages;
  },
  md: (previews) => [{ name: "preview.md", text: previews.map(markdown).join("\n") }],
  json: (previews) => [{ name: "preview.json", text: `${JSON.stringify({ pipelines: previews })}\n` }],
};

export function writeFiles(files: readonly NamedText[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
}
