import type { PipelineKey } from "../../controller/records/index.js";
import { Exit } from "./exit.js";
import type { Terminal } from "./terminal.js";

/** Pipelines as they are named on the command line: `REPO BRANCH`, again and again. */
export function pairsOf(names: readonly string[], out: Terminal): PipelineKey[] {
  if (names.length % 2 === 1) {
    out.say(
      `error: a pipeline is named by its repository and branch; after ${names.at(-1)} there is no branch`,
    );
    throw new Exit(2);
  }
  const repositories = names.filter((_, index) => index % 2 === 0);
  return repositories.map((repository, index) => ({ repository, branch: names[2 * index + 1] ?? "" }));
}
