import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { config, json, paths, requireItems, table, yes } from "./options.js";

/** A command about one pipeline, named as its item is. */
export function ofPipeline(name: string, description: string) {
  return new Command(name)
    .description(description)
    .argument("<repo>", "the item's RepoName")
    .argument("<branch>", "the item's RepoTag")
    .option(...config);
}

/** AWS's limit of an answer's summary, in characters (CodePipeline API reference, ApprovalResult). */
const longestAnswer = 512;

const answerMessage = [
  "--message <text>",
  `why, for the history; at most ${longestAnswer} characters`,
  (text: string): string => {
    if (text.length <= longestAnswer) return text;
    throw new InvalidArgumentError(`It has ${text.length} characters; AWS takes ${longestAnswer}.`);
  },
] as const;

/** A command that answers what waits for approval. */
export function ofApproval(name: string, description: string) {
  return ofPipeline(name, description)
    .argument("<environment>", "whose approval waits")
    .option(...answerMessage)
    .option(...yes)
    .option(...json);
}

/** A command about items, which are files or a table's. */
export function ofItems(name: string, description: string) {
  return new Command(name)
    .description(description)
    .argument("[paths...]", paths)
    .option(...table)
    .option(...config)
    .hook("preAction", requireItems);
}
