import type { Box, Preview, PreviewStage } from "./preview.js";

/** A pipeline as a flowchart of Mermaid: a frame for each stage, its actions from top to bottom. */
export function mermaid({ stages }: Preview): string {
  const order = stages.slice(1).map((_, index) => `  s${index + 1} --> s${index + 2}`);
  return ["flowchart LR", ...stages.flatMap(frame), ...order, ...looks].join("\n");
}

/** Readable on a light and on a dark page alike. */
const looks = [
  "  classDef approval stroke:#b26a00,stroke-width:2px",
  "  classDef off stroke-dasharray:4 3,opacity:0.55",
  "  classDef added stroke:#1a7f37,stroke-width:3px",
  "  classDef changed stroke:#b08800,stroke-width:3px",
  "  classDef removed stroke:#cf222e,stroke-width:3px,stroke-dasharray:4 3",
];

function frame({ name, accounts, boxes }: PreviewStage, index: number): string[] {
  const where = accounts.length > 0 ? `<br/>${accounts.map(quoted).join(", ")}` : "";
  return [
    `  subgraph s${index + 1}["${quoted(name)}${where}"]`,
    "    direction TB",
    ...boxes.map((box) => `    a${box.number}["${box.runOrder} ${quoted(box.name)}"]${classOf(box)}`),
    ...following(boxes),
    "  end",
  ];
}

/** From each action of one run order to the first of the next, so that they stand below each other. */
function following(boxes: readonly Box[]): string[] {
  const orders = [...new Set(boxes.map(({ runOrder }) => runOrder))].sort((a, b) => a - b);
  return orders.slice(1).flatMap((order, index) => {
    const before = boxes.filter(({ runOrder }) => runOrder === orders[index]);
    const [first] = boxes.filter(({ runOrder }) => runOrder === order);
    return first ? before.map(({ number }) => `    a${number} --> a${first.number}`) : [];
  });
}

function classOf({ state, change, category }: Box): string {
  if (change) return `:::${change}`;
  if (state === "off") return ":::off";
  return category === "Approval" ? ":::approval" : "";
}

/** All but plain characters as numbered entities (Mermaid, "Entity codes to escape characters"). */
function quoted(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._,:/()-]/gu, (character) => `#${character.codePointAt(0)};`);
}
