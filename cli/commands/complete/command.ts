import { Command } from "@commander-js/extra-typings";
import type { MakeCommand } from "../../shared/options.js";

const define = () =>
  new Command("complete")
    .description("what the word under the cursor may become; the scripts of `completion` ask this")
    .argument("<words...>", "after --: what stands behind the program's name, up to the cursor");

/** `complete`: what shells ask at each Tab. It reads the commands as they are defined, and nothing else. */
export const completeCommand: MakeCommand = (out) =>
  define().action(async (words, _options, { parent }) => {
    if (parent) out.print(await (await import("./run.js")).complete(words, parent));
  });
