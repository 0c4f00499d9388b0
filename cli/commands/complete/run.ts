import { loadSandboxCommand } from "../../load-sandbox.js";
import { answerTo, type Completion } from "./answer-to.js";
import type { CommandTree } from "./tree.js";

/**
 * The answer as lines for the scripts: the first is `words` or `files`. `files` asks the shell for names of files. After
 * `words` each line is a word, a tab, and what it means.
 */
export async function complete(words: readonly string[], root: CommandTree): Promise<string> {
  const [first, ...rest] = words;
  const sandbox = first === "sandbox" && rest.length > 0 ? await sandboxCommands() : undefined;
  return linesOf(sandbox ? answerTo(rest, sandbox) : answerTo(words, root));
}

/** The sandbox's commands are its own package's; where that is not installed, nothing is known of them. */
async function sandboxCommands(): Promise<CommandTree | undefined> {
  const loaded = await loadSandboxCommand().catch(() => undefined);
  return loaded?.sandboxTree();
}

function linesOf(answer: Completion): string {
  if (answer === "files") return "files\n";
  const lines = answer
    .filter(({ word }) => isOneLine(word))
    .map(({ word, about }) => `${word}\t${flat(about)}`);
  return `${["words", ...lines].join("\n")}\n`;
}

/** What would be read as two words by the scripts, or acts upon a terminal, is not offered. */
const isOneLine = (word: string) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(word);

const flat = (text: string) => text.replace(/\s+/g, " ");
