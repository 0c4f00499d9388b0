import type { PlanContent } from "./plan-content.js";

/** As much as an approval's text can bear beside what else it says (CodePipeline's limit there is 1,000 as written). */
const longest = 400;

/** What people read who are asked: counts, then what is destroyed or replaced, then the rest, cut. One line of printable ASCII. */
export function planSummary(content: PlanContent): string {
  const counts = countsOf(content);
  const groups = [
    ["Destroys", content.destroy],
    ["Replaces", content.replace],
    ["Changes", content.change],
    ["Adds", content.add],
    ["Notes", content.noted],
    ["Outputs", content.outputs],
  ] as const;
  return groups.reduce((text, [word, names]) => withGroup(text, word, names.map(printable)), counts);
}

function countsOf(content: PlanContent): string {
  if (content.class === "none") return "No changes.";
  const { add, change, destroy, replace, noted, outputs } = content;
  const further = [
    ...(noted.length > 0 ? [`${noted.length} moved, imported or forgotten`] : []),
    ...(outputs.length > 0 ? [`${outputs.length} ${outputs.length === 1 ? "output" : "outputs"}`] : []),
  ];
  const [adds, changes] = [`${add.length} to add`, `${change.length} to change`];
  const [destroys, replaces] = [`${destroy.length} to destroy`, `${replace.length} to replace`];
  return `${[adds, changes, destroys, replaces, ...further].join(", ")}.`;
}

/** As many names as have room. What is left out is counted. */
function withGroup(text: string, word: string, names: readonly string[]): string {
  const room = longest - `${text} ${word}:  and ${names.length} more.`.length;
  let [shown, used] = [0, 0];
  for (const name of names) {
    used += name.length + (shown > 0 ? ", ".length : 0);
    if (used > room) break;
    shown += 1;
  }
  if (shown === 0) return text;
  const rest = names.length - shown;
  return `${text} ${word}: ${names.slice(0, shown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
}

/**
 * An address may bear a key of `for_each`, which is any text. What a shell, a page or CodePipeline's own `#{…}` would make more
 * of than text is not shown.
 */
function printable(name: string): string {
  return name.replace(/[^\w.\-[\]"/:+@=]/g, "?").slice(0, 150);
}
