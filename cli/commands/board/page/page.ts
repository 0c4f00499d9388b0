import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { style } from "../../../../compiler/preview/index.js";
import type { Settings } from "../../../../compiler/settings/index.js";
import type { Contents } from "../server/serve.js";
import { boardStyle } from "./style.js";
import { boardTemplate } from "./template.js";

/** The page and what it loads, by their paths. */
export function boardFiles({
  namePrefix,
  region,
  centralAccount,
}: Pick<Settings, "namePrefix" | "region" | "centralAccount">): Contents["files"] {
  return new Map([
    ["", { kind: "html", text: boardPage({ namePrefix, region, account: centralAccount ?? "" }) }],
    ["board.css", { kind: "css", text: style + boardStyle }],
    ["board.js", { kind: "js", text: clientScript() }],
  ] as const);
}

/** The page without a pipeline: those the script shows, as data. */
export function boardPage(installation: {
  readonly namePrefix: string;
  readonly region: string;
  readonly account: string;
}): string {
  return Handlebars.create().compile(boardTemplate, { strict: true })(installation);
}

/** `build.mjs` makes it, beside the command; from the sources it is in the folder of the last build. */
function clientScript(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = [join(here, "board.js"), join(here, "..", "..", "..", "..", "dist", "board.js")];
  const found = places.find(existsSync);
  if (found === undefined) throw new Error("The board's script is not built: `npm run build` makes it.");
  return readFileSync(found, "utf8");
}
