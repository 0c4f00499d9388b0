import { changeGroups, changeSigns, factsOf, offInWords, spelledOut } from "./in-words.js";
import { code, markdownTable } from "./markup.js";
import { mermaid } from "./mermaid.js";
import type { Box, Preview, PreviewChanges, SwitchedOff } from "./preview.js";

/**
 * A pipeline as Markdown, for a pull request. Texts of the item stand in code spans and in the drawing's quotes, where no
 * mention, link, picture or markup is seen.
 */
export function markdown(given: Preview): string {
  const preview = spelledOut(given);
  const { repository, branch, pipeline, region, account, stages, changes, switchedOff } = preview;
  const place = account ? `${region}, account ${account}` : region;
  const facts = factsOf(preview).map(({ count, what }) => `${count} ${what}`);
  return [
    `## ${code(`${repository} ${branch}`)}`,
    `${code(pipeline)} in ${place}: ${facts.join(", ")}.`,
    ...(changes ? changesPart(changes) : []),
    `\`\`\`mermaid\n${mermaid(preview)}\n\`\`\``,
    details(
      "Actions, and the key of the item that asks for each",
      actionTable(stages.flatMap(({ boxes }) => boxes)),
    ),
    ...(switchedOff.length > 0 ? [offPart(switchedOff)] : []),
  ]
    .join("\n\n")
    .concat("\n");
}

/** What weighs stands open; the rest opens at a click. */
function changesPart(changes: PreviewChanges): string[] {
  const against = code(changes.against);
  const groups = changeGroups(changes);
  if (groups.length === 0) return [`Nothing changes against ${against}.`];
  const parts = groups.map(({ heading, weighs, lines }) => {
    const list = lines.map(({ change, text }) => `- ${changeSigns[change]} ${code(text)}`).join("\n");
    return weighs ? `**${heading}**\n\n${list}` : details(`${heading} (${lines.length})`, list);
  });
  return [`### Changes against ${against}`, ...parts];
}

function actionTable(boxes: readonly Box[]): string {
  const rows = boxes.map(({ stage, runOrder, name, summary, origin, change, state }) => {
    const mark = change ? `${changeSigns[change]} ${change}` : state === "off" ? "off" : "";
    return [code(stage), String(runOrder), code(name), code(summary), code(origin || "the item"), mark];
  });
  return markdownTable(["stage", "run order", "action", "does", "key", ""], rows);
}

function offPart(switchedOff: readonly SwitchedOff[]): string {
  const lines = switchedOff.map(
    (one) => `- ${code(offInWords(one))}: ${code(one.flip)} would have to be true.`,
  );
  return `**Switched off**\n\n${lines.join("\n")}`;
}

function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
